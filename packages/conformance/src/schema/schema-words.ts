import type { ErrorObject } from 'ajv/dist/2020.js';
import { kindOf } from '@batch-status/json-schema';

/** Describes an error by the contract and by types of values. Never quotes a value of the body. */
export function wordsFor({ keyword, params, schema, data, propertyName }: ErrorObject): string {
  const found = propertyName === undefined ? `found ${kindOf(data)}` : 'found the name of a member';
  const written = Array.isArray(schema) ? '' : JSON.stringify(schema);
  switch (keyword) {
    case 'type':
      return `${found}, wanted ${[schema].flat().map(withArticle).join(' or ')}`;
    case 'required':
      return `found no "${params['missingProperty']}", which is required`;
    case 'dependentRequired':
      return `found no "${params['missingProperty']}", which another member requires`;
    case 'const':
      return `${found}, wanted ${written}`;
    case 'enum':
      return `${found}, wanted one of ${listed(schema as unknown[])}`;
    case 'minimum':
      return `${found} that is too small, wanted at least ${written}`;
    case 'maximum':
      return `${found} that is too large, wanted at most ${written}`;
    case 'exclusiveMinimum':
      return `${found} that is too small, wanted more than ${written}`;
    case 'exclusiveMaximum':
      return `${found} that is too large, wanted less than ${written}`;
    case 'multipleOf':
      return `${found} that is not a multiple of ${written}`;
    case 'minLength':
      return `${found} that is too short, wanted at least ${count(schema, 'character')}`;
    case 'maxLength':
      return `${found} that is too long, wanted at most ${count(schema, 'character')}`;
    case 'minItems':
      return `${found} with too few elements, wanted at least ${written}`;
    case 'maxItems':
      return `${found} with too many elements, wanted at most ${written}`;
    case 'minProperties':
      return `${found} with too few members, wanted at least ${written}`;
    case 'maxProperties':
      return `${found} with too many members, wanted at most ${written}`;
    case 'pattern':
      return `${found} that does not match the pattern ${written}`;
    case 'format':
      return `${found} that does not have the format ${written}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'propertyNames':
    case 'false schema':
      return 'found a member that the contract does not allow';
    case 'uniqueItems':
      return 'found two equal elements, wanted unique ones';
    case 'anyOf':
      return `${found} that fits none of the ${[schema].flat().length} schemas in "anyOf"`;
    case 'oneOf':
      return params['fitsSeveral']
        ? `${found} that fits more than one schema in "oneOf", wanted exactly one`
        : `${found} that fits none of the ${[schema].flat().length} schemas in "oneOf"`;
    default:
      return `${found} that violates "${keyword}"`;
  }
}

function count(number: unknown, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function withArticle(type: unknown): string {
  if (type === 'null') return 'null';
  return `${/^[aeiou]/.test(String(type)) ? 'an' : 'a'} ${String(type)}`;
}

/** A message names so many values. */
const mostValues = 50;

function listed(values: readonly unknown[]): string {
  const named = values.slice(0, mostValues).map(quoted).join(', ');
  const more = values.length - mostValues;
  return more > 0 ? `${named}, or ${count(more, 'other value')}` : named;
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
