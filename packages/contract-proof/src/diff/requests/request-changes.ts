import {
  declaredFor,
  type DeclaredContent,
  type DeclaredParameter,
} from '@batch-status/conformance/analysis';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { canonical } from '../../comparison/canonical.ts';
import { onlyReferred } from '../../comparison/conjunction.ts';
import { ruledChange, type ClosedRule } from '../change/closed-rules.ts';
import type { ContractChange, Witness } from '../change/contract-change.ts';
import type { Found } from '../found.ts';
import { concreteType, typeOf } from '../media-type.ts';
import { compareWords } from '../object-words.ts';
import type { OperationPair } from '../pair-operations.ts';
import { keyOf, requestOf, requestSide, type RequestSide, type Sent } from './requests.ts';
import { refusedAlternatives, type SecuritySide } from './security.ts';

interface Sides {
  base: RequestSide;
  revision: RequestSide;
  name: string;
}

/** Compares what two contracts say about the requests of an operation. */
export function requestChanges(found: Found, pair: OperationPair): void {
  const sides: Sides = {
    base: requestSide(found.base, pair.base),
    revision: requestSide(found.revision, pair.revision),
    name: `${pair.base.method} ${pair.base.path}`,
  };
  parameterChanges(found, sides);
  bodyChanges(found, sides);
  securityChanges(found, sides);
}

function add(
  found: Found,
  { base, revision, name: operation }: Sides,
  rule: ClosedRule,
  what: string,
  pointers: { base?: string | undefined; revision?: string | undefined },
): void {
  const change = ruledChange({
    rule,
    what,
    operation,
    base: pointers.base === undefined ? undefined : base.contract.locate(pointers.base),
    revision:
      pointers.revision === undefined ? undefined : revision.contract.locate(pointers.revision),
  });
  // Many operations can have one parameter, or the security of the contract.
  if (!found.isNews([rule, what, pointers.base, pointers.revision])) return;
  change.witnesses.push(...witnessesOf(found, { base, revision }, change));
  found.changes.push(change);
}

/** The request that one contract makes of itself, if the other refuses it. */
function witnessesOf(
  { judges }: Found,
  sides: Pick<Sides, 'base' | 'revision'>,
  { verdict }: ContractChange,
): Witness[] {
  const acceptedBy = verdict === 'major' ? 'base' : 'revision';
  const other = verdict === 'major' ? 'revision' : 'base';
  const exchange = requestOf(sides[acceptedBy]);
  if (judges[acceptedBy].judge([exchange], { isRequest: true }).grade !== 2) return [];
  const { grade, findings } = judges[other].judge([exchange], { isRequest: true });
  if (grade === undefined || grade === 2) return [];
  const finds = [...new Set(findings.map(({ rule }) => rule))];
  return [{ acceptedBy, isRequest: true, exchanges: [exchange], finds }];
}

function parameterChanges(found: Found, sides: Sides): void {
  const { base, revision } = sides;
  const olds = byKey(base);
  const news = byKey(revision);
  for (const [key, old] of olds) {
    const now = news.get(key);
    if (now) sameParameter(found, sides, key, old, now);
    // Every path parameter is part of a path that has another one in its place.
    else if (old.in !== 'path') {
      add(found, sides, 'parameter-removed', `${nameOf(old)} removed`, { base: old.pointer });
    }
  }
  for (const [key, now] of news) {
    if (olds.has(key) || now.in === 'path') continue;
    const rule = now.required ? 'required-parameter-added' : 'parameter-added';
    const what = `${nameOf(now)} added${now.required ? ', and required' : ''}`;
    add(found, sides, rule, what, { revision: now.pointer });
  }
}

function byKey({ operation, declared }: RequestSide): Map<string, DeclaredParameter> {
  return new Map(declared.parameters.map((parameter) => [keyOf(operation, parameter), parameter]));
}

function sameParameter(
  found: Found,
  sides: Sides,
  key: string,
  old: DeclaredParameter,
  now: DeclaredParameter,
): void {
  const name = nameOf(now);
  const at = { base: old.pointer, revision: now.pointer };
  if (old.required !== now.required) {
    const rule = now.required ? 'parameter-became-required' : 'parameter-became-optional';
    add(found, sides, rule, `${name} is ${now.required ? 'required' : 'optional'}`, at);
  }
  if (formOf(old) !== formOf(now)) {
    add(
      found,
      sides,
      'parameter-written-otherwise',
      `${name}: ${formOf(old)} → ${formOf(now)}`,
      at,
    );
  }
  if (old.allowsEmpty !== now.allowsEmpty) {
    const rule = now.allowsEmpty ? 'parameter-may-be-empty' : 'parameter-must-not-be-empty';
    add(found, sides, rule, `${name} ${now.allowsEmpty ? 'may' : 'must not'} be empty`, at);
  }
  const [before, after] = [defaultOf(sides.base, old), defaultOf(sides.revision, now)];
  if (before !== after) {
    add(found, sides, 'default-changed', `${name}: default ${before} → ${after}`, at);
  }
  const { name: operation } = sides;
  compareWords(found, name, operation, at);
  compareRequestValues(found, sides, {
    subject: 'parameter',
    name,
    schemas: { base: old.schema, revision: now.schema },
    pointers: at,
    sent: (value) => ({ parameters: new Map([[key, value]]) }),
  });
}

function nameOf({ in: place, name }: DeclaredParameter): string {
  return `${place} parameter ${name}`;
}

function formOf({ style, explode, type, in: place }: DeclaredParameter): string {
  // Without a list or an object, these styles write the same.
  return type ?? `${style}${explode && place !== 'header' && place !== 'path' ? ' explode' : ''}`;
}

function defaultOf({ contract }: RequestSide, { schema }: DeclaredParameter): string {
  if (schema === undefined) return 'none';
  const value = contract.at(onlyReferred(contract, schema));
  return isObject(value) && 'default' in value ? canonical(value['default']) : 'none';
}

interface RequestValue {
  subject: 'parameter' | 'request-body';
  name: string;
  schemas: { base: string | undefined; revision: string | undefined };
  /** Where a schema that is absent would be. */
  pointers: { base: string; revision: string };
  sent: (value: unknown) => Sent;
}

function compareRequestValues(
  found: Found,
  { base, revision, name: operation }: Sides,
  { subject, name, schemas, pointers, sent }: RequestValue,
): void {
  if (schemas.base === undefined && schemas.revision === undefined) return;
  found.compare({
    subject,
    name,
    operation,
    isRequest: true,
    schemas: {
      base: schemas.base ?? pointerTo(pointers.base, 'schema'),
      revision: schemas.revision ?? pointerTo(pointers.revision, 'schema'),
    },
    exchanges: (value) => ({
      base: requestOf(base, sent(value)),
      revision: requestOf(revision, sent(value)),
    }),
  });
}

function bodyChanges(found: Found, sides: Sides): void {
  const { base, revision } = sides;
  const [old, now] = [base.declared.body, revision.declared.body];
  if (!old && !now) return;
  if (!now) {
    add(found, sides, 'request-body-removed', 'request body removed', { base: old!.pointer });
    return;
  }
  if (!old) {
    const rule = now.required ? 'required-request-body-added' : 'request-body-added';
    add(found, sides, rule, 'request body added', { revision: now.pointer });
    return;
  }
  const at = { base: old.pointer, revision: now.pointer };
  if (old.required !== now.required) {
    const rule = now.required ? 'request-body-became-required' : 'request-body-became-optional';
    add(found, sides, rule, `request body is ${now.required ? 'required' : 'optional'}`, at);
  }
  compareWords(found, 'request body', sides.name, at);
  const news = new Map(now.content.map((media) => [typeOf(media), media]));
  const olds = new Map(old.content.map((media) => [typeOf(media), media]));
  const compareMedia = (type: string, before: DeclaredContent, after: DeclaredContent): void =>
    compareRequestValues(found, sides, {
      subject: 'request-body',
      name: `request body (${type})`,
      schemas: { base: before.schema, revision: after.schema },
      pointers: { base: before.pointer, revision: after.pointer },
      sent: (value) => ({ body: { type: concreteType({ type }), value } }),
    });
  for (const [type, media] of olds) {
    const other = news.get(type) ?? rangeFor(now.content, type);
    if (other) compareMedia(type, media, other);
    else {
      const what = `request body: ${type} removed`;
      add(found, sides, 'request-media-type-removed', what, { base: media.pointer });
    }
  }
  for (const [type, media] of news) {
    if (olds.has(type)) continue;
    const range = rangeFor(old.content, type);
    if (range) {
      compareMedia(type, range, media);
      continue;
    }
    const what = `request body: ${type} added`;
    add(found, sides, 'request-media-type-added', what, { revision: media.pointer });
  }
}

/** A range, such as `text/*`, that covers a media type. */
function rangeFor(content: readonly DeclaredContent[], type: string): DeclaredContent | undefined {
  if (type === '*/*') return undefined;
  const ranges = content.filter((media) => media.type.includes('*') && typeOf(media) !== type);
  return declaredFor(ranges, type);
}

function securityChanges(found: Found, sides: Sides): void {
  const [base, revision] = [sides.base, sides.revision].map(
    ({ contract, declared: { security } }) => ({ contract, security }),
  ) as [SecuritySide, SecuritySide];
  const at = { base: base.security.pointer, revision: revision.security.pointer };
  for (const name of refusedAlternatives(base, revision)) {
    add(found, sides, 'security-tightened', `${name} ${isAre(name)} not enough`, at);
  }
  for (const name of refusedAlternatives(revision, base)) {
    add(found, sides, 'security-loosened', `${name} ${isAre(name)} enough`, at);
  }
}

function isAre(name: string): string {
  return name === 'no credentials' || name.includes(' and ') ? 'are' : 'is';
}
