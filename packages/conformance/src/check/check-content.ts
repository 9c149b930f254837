import { pointerTo } from '@batch-status/json-schema';

import type { Contract } from '../contract/contract.ts';
import type { DeclaredContent } from '../contract/operation/declared-response.ts';
import { factsIn } from '../exchange/exact-json.ts';
import { isJson, mediaTypeOf } from '../exchange/media-type.ts';
import { partsOfMultipart } from '../exchange/multipart.ts';
import { checkBody, checkValue, type BodyOptions, type CheckedBody } from './body/check-body.ts';
import { mismatchOfJson } from './body/not-json.ts';
import { coerced, largeIntegersIn, scalar, typesAt, type Raw } from './coerced.ts';
import { fieldsOfParts, fieldsOfQuery, type FormFields } from './form-fields.ts';
import type { FittingBody } from './body/fitting-body.ts';
import type { Mismatch } from './finding/mismatch.ts';
import { notChecked } from './finding/not-checked.ts';

export interface CheckedContent extends CheckedBody {
  /** The name of a body whose schema was not applied, because its media type has no known values. */
  unjudged?: string;
}

/** A body that was sent: text, or bytes that are not text. */
export interface SentBody {
  text: string | undefined;
  bytes: Uint8Array | undefined;
  contentType: string;
}

/** A name for messages, and what the body is part of. */
export type BodyOf = Pick<FittingBody, 'name' | 'direction'>;

/**
 * Checks a body against the schema of its media type. JSON, plain text, forms, and NDJSON can be checked.
 */
export function checkContent(
  contract: Contract,
  declared: DeclaredContent,
  sent: SentBody,
  body: BodyOf,
  options: BodyOptions,
): CheckedContent {
  try {
    return contentChecked(contract, declared, sent, body, options);
  } catch (error) {
    return {
      mismatches: [notChecked(`The ${body.name}`, error, declared.schema ?? declared.pointer)],
    };
  }
}

function contentChecked(
  contract: Contract,
  { type, schema, itemSchema, pointer }: DeclaredContent,
  { text, bytes, contentType }: SentBody,
  body: BodyOf,
  options: BodyOptions,
): CheckedContent {
  const { name } = body;
  const mediaType = mediaTypeOf(contentType) ?? '';
  if (isJson(contentType) && text !== undefined) {
    if (schema !== undefined) return checkBody(contract, text, { ...body, schema }, options);
    return { mismatches: invalidJson(name, pointer, text) };
  }
  const unjudged = `${name} (${type})`;
  if (schema === undefined) {
    if (itemSchema === undefined) return { mismatches: [] };
    if (text === undefined || !jsonLines.has(mediaType)) return { mismatches: [], unjudged };
    return checkLines(contract, itemSchema, text, body, 'each line');
  }
  const about = (value: unknown, raw: Raw): Mismatch[] =>
    checkValue(contract, { ...body, schema, value }, largeIntegersIn(raw, value));
  const form = { contract, media: pointer, schema, name };
  const ofForm = ({ fields, mismatches, isUnreadable }: FormFields): CheckedContent =>
    isUnreadable
      ? { mismatches, unjudged }
      : { mismatches: [...mismatches, ...about(coerced(contract, schema, fields), fields)] };
  if (mediaType === 'multipart/form-data') {
    const parts = partsOfMultipart(bytes ?? Buffer.from(text ?? ''), contentType);
    return parts ? ofForm(fieldsOfParts(form, parts)) : { mismatches: [], unjudged };
  }
  if (text === undefined) return { mismatches: [], unjudged };
  if (mediaType === 'application/x-www-form-urlencoded') {
    return ofForm(fieldsOfQuery(form, text));
  }
  if (jsonLines.has(mediaType)) return checkLines(contract, schema, text, body);
  if (mediaType === 'text/plain') {
    const types = typesAt(contract, schema);
    const isScalar =
      types.size === 0 || [...types].some((one) => one !== 'object' && one !== 'array');
    if (isScalar) {
      const read = scalar(text.trim());
      const readings = typeof read === 'string' ? [text] : [text, read];
      const fits = (value: unknown): boolean => contract.schemas.fits(schema, value);
      const value = readings.find(fits) ?? (types.has('string') ? text : read);
      return { mismatches: about(value, text.trim()) };
    }
  }
  return { mismatches: [], unjudged };
}

const jsonLines = new Set([
  'application/jsonl',
  'application/jsonlines',
  'application/x-jsonlines',
  'application/ndjson',
  'application/x-ndjson',
  'application/json-seq',
]);

/** The schema describes the list of all lines if it wants a list, and otherwise each line. */
function checkLines(
  contract: Contract,
  schema: string,
  text: string,
  of: BodyOf,
  applies?: 'each line',
): CheckedContent {
  const { name } = of;
  // JSON text sequences have a record separator before each text (RFC 7464).
  const lines = text
    .replaceAll('\u001E', '\n')
    .split('\n')
    .map((line, index) => ({ line: line.trim(), index }))
    .filter(({ line }) => line !== '');
  const broken = lines.flatMap(({ line, index }) =>
    invalidJson(`line ${index + 1} of the ${name}`, schema, line),
  );
  if (broken.length > 0) return { mismatches: broken };
  const values = lines.map(({ line }) => JSON.parse(line) as unknown);
  const large = lines.map(({ line }, index) => factsIn(line, values[index]).large);
  if (!applies && typesAt(contract, schema).has('array')) {
    const inAll = large.flatMap((integers, index) =>
      [...integers].map(([at, integer]) => [`${pointerTo('', index)}${at}`, integer] as const),
    );
    const body = { ...of, schema, value: values };
    return { mismatches: checkValue(contract, body, new Map(inAll)) };
  }
  return {
    mismatches: values.flatMap((value, index) =>
      checkValue(
        contract,
        { ...of, name: `line ${lines[index]!.index + 1} of the ${name}`, schema, value },
        large[index],
      ).map((mismatch) => ({ ...mismatch, at: `${pointerTo('', index)}${mismatch.at ?? ''}` })),
    ),
  };
}

function invalidJson(name: string, pointer: string, text: string): Mismatch[] {
  const notJson = mismatchOfJson(text);
  if (notJson === undefined) return [];
  return [{ rule: 'invalid-json', message: `The ${name}: ${notJson}`, pointer }];
}

/** A byte order mark is not part of the text, and readers of JSON may ignore it (RFC 8259, section 8.1). */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
