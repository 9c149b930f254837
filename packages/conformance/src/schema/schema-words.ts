import type { ErrorObject } from 'ajv/dist/2020.js';
import { kindOf } from '@batch-status/json-schema';

/** What an error says, in words of the contract and in kinds of values. Never a value. */
export function wordsFor({ keyword, params, schema, data }: ErrorObject): string {
  const found = `found ${kindOf(data)}`;
  const written = JSON.stringify(schema);
  switch (keyword) {
    case 'type':
      return `${found}, wanted ${[schema].flat().map(withArticle).join(' or ')}`;
    case 'required':
      return `found no "${params['missingProperty']}", which is required`;
    case 'dependentRequired':
      return `found no "${params['missingProperty']}", which another member requires`;
    case 'const':
      return `${found} other than ${written}, which is wanted`;
    case 'enum':
      return `${found} that is none of ${[schema].flat().map(quoted).join(', ')}`;
    case 'minimum':
      return `${found} that is too small, wanted at least ${written}`;
    case 'maximum':
      return `${found} that is too large, wanted at most ${written}`;
    case 'exclusiveMinimum':
      return `${found} that is too small, wanted more than ${written}`;
    case 'exclusiveMaximum':
      return `${found} that is too large, wanted less than ${written}`;
    case 'multipleOf':
      return `${found} that is no multiple of ${written}`;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return `${found} that is too short, wanted a length of at least ${written}`;
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return `${found} that is too long, wanted a length of at most ${written}`;
    case 'pattern':
    case 'format':
      return `${found} that does not have the ${keyword} ${written}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'propertyNames':
    case 'false schema':
      return 'found a member that the contract does not allow';
    case 'uniqueItems':
      return 'found two equal elements, wanted each only once';
    case 'anyOf':
      return `${found} that fits none of the ${[schema].flat().length} forms that the contract has for it`;
    case 'oneOf':
      return params['passingSchemas']
        ? `${found} that fits more than one form, where the contract wants exactly one`
        : `${found} that fits none of the ${[schema].flat().length} forms that the contract has for it`;
    default:
      return `${found} that breaks "${keyword}"`;
  }
}

function withArticle(type: unknown): string {
  if (type === 'null') return 'null';
  return `${/^[aeiou]/.test(String(type)) ? 'an' : 'a'} ${String(type)}`;
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
