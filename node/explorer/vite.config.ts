import { defineConfig } from 'vite';

// The bundle has fixed names and no source maps: built twice from one lock file it has the same bytes, and the node embeds it.
export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    sourcemap: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 1000,
    rollupOptions: {
      output: { entryFileNames: 'explorer.js', chunkFileNames: '[name].js', assetFileNames: 'explorer[extname]' },
    },
  },
});
