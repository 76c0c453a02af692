import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (name: string): string => fileURLToPath(new URL(`src/${name}.ts`, import.meta.url));

export default defineConfig({
  // The tests import the package by its name, as its users do.
  resolve: { alias: { '@dtao/test/setup': source('setup'), '@dtao/test': source('index') } },
  test: {
    include: ['tests/*.test.ts'],
    globalSetup: ['src/setup.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
