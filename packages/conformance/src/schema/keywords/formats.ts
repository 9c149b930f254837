import type { Ajv2020 } from 'ajv/dist/2020.js';
import { patternOf } from '@batch-status/json-schema';
import addFormats, { type FormatName } from 'ajv-formats';

/**
 * The formats of JSON Schema 2020-12 and of OpenAPI. `ajv-formats` has more, such as a `url` without
 * local hosts. Their names are free for contracts to use in their own sense.
 */
const formats: FormatName[] = [
  'date',
  'date-time',
  'time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uri-template',
  'uuid',
  'json-pointer',
  'relative-json-pointer',
  'int32',
  'float',
  'double',
];

/** All formats that restrict values. */
export const checkedFormats: ReadonlySet<string> = new Set([
  ...formats,
  ...['byte', 'regex', 'int64', 'uint64'],
]);

/** Base64 of both alphabets. Padding may be left out, since most decoders do not need it. */
const base64 = /^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$/;

/** Adds the formats that validators check. All values fit any other format. */
export function addCheckedFormats(ajv: Ajv2020): void {
  addFormats.default(ajv, formats);
  for (const name of ['date-time', 'time'] as const) ajv.addFormat(name, withWholeOffset(name));
  ajv.addFormat('byte', base64);
  ajv.addFormat('regex', isPattern);
  // Exact bounds are checked in bodies: as doubles, 2^63 and the largest value are equal.
  ajv.addFormat('int64', { type: 'number', validate: isIntegerWithin(-(2 ** 63), 2 ** 63) });
  ajv.addFormat('uint64', { type: 'number', validate: isIntegerWithin(0, 2 ** 64) });
}

/** `ajv-formats` also accepts offsets without a colon or without minutes, which RFC 3339 excludes. */
function withWholeOffset(name: FormatName): (text: string) => boolean {
  const { validate } = addFormats.default.get(name) as { validate: (text: string) => boolean };
  return (text) => wholeOffset.test(text) && validate(text);
}

const wholeOffset = /(?:z|[+-]\d\d:\d\d)$/i;

function isPattern(text: string): boolean {
  try {
    patternOf(text);
    return true;
  } catch {
    return false;
  }
}

function isIntegerWithin(least: number, most: number): (value: number) => boolean {
  return (value) => Number.isInteger(value) && value >= least && value <= most;
}
