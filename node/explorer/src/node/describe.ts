/** Calls and events in the words of the chain's metadata: their names, their documentation, and the units of their fields. */

import { connection } from './connection.js';

/** The meaning of an integer. */
export type Unit = 'tao' | 'alpha';

/** A call or an event in words. */
export interface Description {
  /** The name as the runtime has it, such as `add_stake`. */
  name: string;
  /** The first paragraph of the documentation. */
  words: string;
  /** Units of the fields that are amounts, by name or position. */
  units: Record<string, Unit | undefined>;
}

interface Member {
  name: string;
  docs: string[];
  fields: { name?: string; typeName?: string }[];
}

const letters = (name: string): string => name.replace(/_/g, '').toLowerCase();

function unitOf(typeName: string | undefined): Unit | undefined {
  if (typeName === undefined) return undefined;
  if (/AlphaBalance/.test(typeName)) return 'alpha';
  return /TaoBalance|Balance$|BalanceOf|Balance>/.test(typeName) ? 'tao' : undefined;
}

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Removes the marks by which the documentation links to other items. */
const plain = (words: string): string => words.replace(/\[?`(?:[A-Za-z]+::)*([A-Za-z_0-9]+)`\]?(\([^)]*\))?/g, '$1');

/** Describes a call or an event, or returns `undefined` if the present runtime does not have it. */
export function describe(kind: 'call' | 'event', pallet: string, name: string): Description | undefined {
  const open = connection.peek();
  const found = open?.client.metadata.latest.pallets.find((one) => one.name === pallet);
  const type = kind === 'call' ? found?.calls : found?.event;
  if (!open || type === undefined || type === null) return undefined;
  const { typeDef } = open.client.registry.findType(typeof type === 'number' ? type : type.typeId);
  if (typeDef.type !== 'Enum') return undefined;
  const member = (typeDef.value.members as Member[]).find((one) => letters(one.name) === letters(name));
  if (!member) return undefined;
  const end = member.docs.indexOf('');
  const words = plain((end < 0 ? member.docs : member.docs.slice(0, end)).join(' ').trim());
  const units = Object.fromEntries(member.fields.map((field, position) => [camel(field.name ?? String(position)), unitOf(field.typeName)]));
  return { name: member.name, words, units };
}

/** Returns the name of a call as the runtime has it. */
export const callName = (pallet: string, name: string): string => describe('call', pallet, name)?.name ?? name;
