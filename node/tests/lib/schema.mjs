// Checks values against JSON schemas, as far as the node's description of its methods uses them.

const typeOf = (value) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

/**
 * Returns what is wrong with a value, or null. `document` has the schemas that references name.
 * A keyword that is not known here is an error, so that none is passed over.
 */
export function fault(document, schema, value, path = 'value') {
  if (schema === true) return null;
  for (const [keyword, rule] of Object.entries(schema)) {
    const check = KEYWORDS[keyword];
    if (!check) throw new Error(`the schema of ${path} has the keyword ${keyword}`);
    const wrong = check({ document, schema, rule, value, path });
    if (wrong) return wrong;
  }
  return null;
}

const skip = () => null;
const each = (entries) => entries.reduce((wrong, check) => wrong ?? check(), null);
const isObject = (value) => typeOf(value) === 'object';

const KEYWORDS = {
  $schema: skip, title: skip, description: skip, format: skip, default: skip, examples: skip,
  $ref({ document, rule, value, path }) {
    const schema = rule.slice(2).split('/').reduce((found, name) => found?.[name], document);
    return schema === undefined ? `${path}: there is no ${rule}` : fault(document, schema, value, path);
  },
  type({ rule, value, path }) {
    const found = typeOf(value);
    const allowed = [rule].flat();
    return allowed.includes(found) || (found === 'integer' && allowed.includes('number')) ? null : `${path} is ${found}, not ${rule}`;
  },
  enum: ({ rule, value, path }) => (rule.includes(value) ? null : `${path} is none of ${rule}`),
  const: ({ rule, value, path }) => (rule === value ? null : `${path} is not ${rule}`),
  pattern: ({ rule, value, path }) => (typeof value !== 'string' || new RegExp(rule).test(value) ? null : `${path} does not match ${rule}`),
  minimum: ({ rule, value, path }) => (value < rule ? `${path} is below ${rule}` : null),
  maximum: ({ rule, value, path }) => (value > rule ? `${path} is above ${rule}` : null),
  minItems: ({ rule, value, path }) => (Array.isArray(value) && value.length < rule ? `${path} is shorter than ${rule}` : null),
  maxItems: ({ rule, value, path }) => (Array.isArray(value) && value.length > rule ? `${path} is longer than ${rule}` : null),
  items({ document, rule, value, path }) {
    if (!Array.isArray(value)) return null;
    const of = (at) => (Array.isArray(rule) ? rule[at] ?? true : rule);
    return each(value.map((item, at) => () => fault(document, of(at), item, `${path}[${at}]`)));
  },
  required: ({ rule, value, path }) => {
    const missing = isObject(value) && rule.find((name) => !(name in value));
    return missing ? `${path} has no ${missing}` : null;
  },
  properties({ document, rule, value, path }) {
    if (!isObject(value)) return null;
    const known = Object.keys(rule).filter((name) => name in value);
    return each(known.map((name) => () => fault(document, rule[name], value[name], `${path}.${name}`)));
  },
  additionalProperties({ document, schema, rule, value, path }) {
    if (!isObject(value)) return null;
    const others = Object.keys(value).filter((name) => !(name in (schema.properties ?? {})));
    if (rule === false) return others.length > 0 ? `${path} has the field ${others[0]}` : null;
    return each(others.map((name) => () => fault(document, rule, value[name], `${path}.${name}`)));
  },
  anyOf({ document, rule, value, path }) {
    const faults = rule.map((schema) => fault(document, schema, value, path));
    return faults.includes(null) ? null : faults.join(', and ');
  },
  allOf: ({ document, rule, value, path }) => each(rule.map((schema) => () => fault(document, schema, value, path))),
};
