import type { Contract } from '../contract/contract.ts';
import {
  declaredEncodings,
  type DeclaredEncoding,
} from '../contract/operation/declared-encoding.ts';
import { declaredFor, isJson, mediaTypeOf, printableType } from '../exchange/media-type.ts';
import type { Part } from '../exchange/multipart.ts';
import { mismatchOfJson } from './body/not-json.ts';
import { checkHeaders } from './check-headers.ts';
import { memberNamesAt, schemasOfMember, typesAt, Typed, type Raw } from './coerced.ts';
import type { Mismatch } from './finding/mismatch.ts';
import { isElement, meaningsOf, type Meanings } from './sent-parameters.ts';

/** What a form says, and where it is not written as the contract wants. */
export interface FormFields {
  fields: { [name: string]: Raw };
  mismatches: Mismatch[];
  /** Whether a field has a media type whose values are not known. */
  isUnreadable: boolean;
}

/** A field of a form. */
interface Field {
  name: string;
  text: string;
}

interface Form {
  contract: Contract;
  /** The pointers to the media type of the form and to its schema. */
  media: string;
  schema: string;
  /** The name of the form for messages. */
  name: string;
}

/** The fields of `application/x-www-form-urlencoded`. */
export function fieldsOfQuery(form: Form, text: string): FormFields {
  const fields = [...new URLSearchParams(text)].map(([name, value]) => ({ name, text: value }));
  return readFields(form, fields);
}

/** The fields of `multipart/form-data`. */
export function fieldsOfParts(form: Form, parts: readonly Part[]): FormFields {
  const { contract, media, name } = form;
  const fields = parts.map((part) => ({ name: part.name ?? '', text: part.text }));
  const read = readFields(form, fields);
  const encodings = new Map(declaredEncodings(contract, media).map((one) => [one.name, one]));
  const mismatches = parts.flatMap((part) => {
    const encoding = encodings.get(part.name ?? '');
    return encoding ? partMismatches(contract, encoding, part, name) : [];
  });
  return { ...read, mismatches: [...mismatches, ...read.mismatches] };
}

function partMismatches(
  contract: Contract,
  encoding: DeclaredEncoding,
  { contentType, headers }: Part,
  form: string,
): Mismatch[] {
  const { name, contentTypes, style, pointer } = encoding;
  const about = ({ rule, severity = 'error', message, pointer: at }: Mismatch): Mismatch => ({
    rule,
    severity,
    message: `The part "${name}" of the ${form}: ${message}`,
    pointer: at,
  });
  const mismatches = checkHeaders(contract, encoding, headers).map(about);
  const declared = contentTypes.map((type) => ({ type }));
  // A part without a type is text (RFC 7578, section 4.4).
  if (style || declared.length === 0 || declaredFor(declared, contentType ?? 'text/plain')) {
    return mismatches;
  }
  const mediaType = mediaTypeOf(contentType);
  const found = mediaType ? `it is ${printableType(mediaType)}` : 'it has no content type';
  const message = `${found}; declared: ${contentTypes.join(' or ')}`;
  return [...mismatches, about({ rule: 'undeclared-media-type', message, pointer })];
}

function readFields(form: Form, sent: readonly Field[]): FormFields {
  const { contract, media, schema } = form;
  const encodings = declaredEncodings(contract, media);
  const result: FormFields = { fields: {}, mismatches: [], isUnreadable: false };
  const values = new Map<string, Raw[]>();
  let rest = sent;
  for (const encoding of encodings) {
    const pointers = schemasOfMember(contract, schema, encoding.name);
    const types = new Set(pointers.flatMap((pointer) => [...typesAt(contract, pointer)]));
    if (encoding.style) {
      const read = styledField(encoding, encoding.style, types, rest);
      rest = read.rest;
      // The members of an exploded object cannot be told from the other fields.
      const isSpread = encoding.style.explode && encoding.style.style === 'form';
      if (read.value === undefined && isSpread && types.has('object')) result.isUnreadable = true;
      if (read.value !== undefined) values.set(encoding.name, [read.value]);
      continue;
    }
    const own = rest.filter(({ name }) => name === encoding.name);
    if (own.length === 0 || encoding.contentTypes.length === 0) continue;
    if (encoding.contentTypes.every(isJson)) {
      rest = rest.filter(({ name }) => name !== encoding.name);
      values.set(
        encoding.name,
        own.map(({ text }) => jsonField(form, encoding, text, result)),
      );
    } else if (types.size > 0 && [...types].every((type) => type === 'object')) {
      result.isUnreadable = true;
    }
  }
  for (const [name, value] of bracketed(form, encodings, rest)) {
    rest = rest.filter((field) => !field.name.startsWith(`${name}[`));
    values.set(name, [value]);
  }
  for (const { name, text } of rest) values.set(name, [...(values.get(name) ?? []), text]);
  result.fields = Object.fromEntries(
    [...values].map(([name, all]) => [name, all.length === 1 ? all[0]! : all]),
  );
  return result;
}

function jsonField(
  { name: form }: Form,
  { name, pointer }: DeclaredEncoding,
  text: string,
  { mismatches }: FormFields,
): Raw {
  const notJson = mismatchOfJson(text);
  if (notJson === undefined) return new Typed(JSON.parse(text));
  const message = `The field "${name}" of the ${form}: ${notJson}`;
  mismatches.push({ rule: 'invalid-json', message, pointer });
  return text;
}

/**
 * Fields with brackets, such as `a[]=1`, `a[0]=1`, and `a[b]=1`. The contract describes them as a member
 * `a`, without saying how it is written.
 */
function bracketed(
  { contract, schema }: Form,
  encodings: readonly DeclaredEncoding[],
  fields: readonly Field[],
): Map<string, Raw> {
  const found = new Map<string, Raw>();
  if (!fields.some(({ name }) => name.includes('['))) return found;
  const names = memberNamesAt(contract, schema);
  for (const name of names) {
    const isDeclared = encodings.some((encoding) => encoding.name === name);
    const own = fields.filter(
      (field) => field.name.startsWith(`${name}[`) && !names.has(field.name),
    );
    if (isDeclared || own.length === 0) continue;
    const [object] = meaningsIn(name, { style: 'deepObject', explode: true }, own).objects;
    if (object !== undefined) found.set(name, object);
  }
  return found;
}

/** A field that is written like a parameter in a query, and the fields that are left. */
function styledField(
  { name }: DeclaredEncoding,
  style: { style: string; explode: boolean },
  types: ReadonlySet<unknown>,
  fields: readonly Field[],
): { value?: Raw; rest: readonly Field[] } {
  const isOwn = (field: Field): boolean =>
    field.name === name ||
    (style.style === 'deepObject'
      ? field.name.startsWith(`${name}[`)
      : isElement(field.name, name));
  const own = fields.filter(isOwn);
  if (own.length === 0) return { rest: fields };
  const { texts, lists, objects } = meaningsIn(name, style, own);
  const wanted = types.has('array') ? lists : types.has('object') ? objects : texts;
  const [value] = [...wanted, ...texts, ...lists, ...objects];
  return {
    rest: fields.filter((field) => !isOwn(field)),
    ...(value === undefined ? {} : { value }),
  };
}

function meaningsIn(
  name: string,
  style: { style: string; explode: boolean },
  fields: readonly Field[],
): Meanings {
  const parameter = {
    ...style,
    name,
    pointer: '',
    in: 'query' as const,
    required: false,
    allowsEmpty: false,
    type: undefined,
    schema: undefined,
  };
  const query = fields.map(({ name: key, text }): [string, string] => [key, escaped(text)]);
  const sent = { path: new Map(), query, headers: {}, cookies: new Map() };
  return meaningsOf(parameter, sent, () => undefined) ?? { texts: [], lists: [], objects: [] };
}

/** Decoding what is escaped gives the text, but its delimiters are not escaped. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('+', '%2B');
}
