import type { DeclaredParameter } from '@batch-status/conformance/analysis';
import { isObject } from '@batch-status/json-schema';

import { canonical } from '../../comparison/canonical.ts';
import { onlyReferred } from '../../comparison/conjunction.ts';
import { factsOf } from '../../comparison/facts.ts';
import { kinds as allKinds, type Kind } from '../../comparison/kinds.ts';
import type { Found } from '../found.ts';
import { compareWords } from '../object-words.ts';
import { compareRequestValues } from './compare-values.ts';
import { reportChange, type RequestSides } from './report-change.ts';
import { keyOf, type RequestSide } from './requests.ts';

export function parameterChanges(found: Found, sides: RequestSides): void {
  const { base, revision } = sides;
  const olds = byKey(base);
  const news = byKey(revision);
  for (const [key, old] of olds) {
    const now = news.get(key);
    if (now) sameParameter(found, sides, key, old, now);
    // Every path parameter is part of a path that has another one in its place.
    else if (old.in !== 'path') {
      reportChange(found, sides, 'parameter-removed', `${nameOf(old)} removed`, {
        base: old.pointer,
      });
    }
  }
  for (const [key, now] of news) {
    if (olds.has(key) || now.in === 'path') continue;
    const rule = now.required ? 'required-parameter-added' : 'parameter-added';
    const what = `${nameOf(now)} added${now.required ? ', and required' : ''}`;
    reportChange(found, sides, rule, what, { revision: now.pointer });
  }
}

function byKey({ operation, declared }: RequestSide): Map<string, DeclaredParameter> {
  return new Map(declared.parameters.map((parameter) => [keyOf(operation, parameter), parameter]));
}

function sameParameter(
  found: Found,
  sides: RequestSides,
  key: string,
  old: DeclaredParameter,
  now: DeclaredParameter,
): void {
  const name = nameOf(now);
  const at = { base: old.pointer, revision: now.pointer };
  if (old.required !== now.required) {
    const rule = now.required ? 'parameter-became-required' : 'parameter-became-optional';
    reportChange(found, sides, rule, `${name} is ${now.required ? 'required' : 'optional'}`, at);
  }
  const kinds = kindsOfBoth(sides, old, now);
  const [form, newForm] = [formOf(old, kinds), formOf(now, kinds)];
  if (form !== newForm) {
    const what = `${name}: ${form} → ${newForm}`;
    reportChange(found, sides, 'parameter-written-otherwise', what, at);
  }
  if (old.allowsEmpty !== now.allowsEmpty) {
    const rule = now.allowsEmpty ? 'parameter-may-be-empty' : 'parameter-must-not-be-empty';
    reportChange(
      found,
      sides,
      rule,
      `${name} ${now.allowsEmpty ? 'may' : 'must not'} be empty`,
      at,
    );
  }
  const [before, after] = [defaultOf(sides.base, old), defaultOf(sides.revision, now)];
  if (before !== after) {
    reportChange(found, sides, 'default-changed', `${name}: default ${before} → ${after}`, at);
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

/** The kinds of values that both contracts allow. */
function kindsOfBoth(
  { base, revision }: RequestSides,
  old: DeclaredParameter,
  now: DeclaredParameter,
): ReadonlySet<Kind> {
  const after = kindsIn(revision, now);
  return new Set([...kindsIn(base, old)].filter((kind) => after.has(kind)));
}

function kindsIn({ contract }: RequestSide, { schema }: DeclaredParameter): ReadonlySet<Kind> {
  return schema === undefined ? new Set(allKinds) : factsOf({ contract, pointers: [schema] }).kinds;
}

/** How values of these kinds are written. */
function formOf({ style, explode, type }: DeclaredParameter, kinds: ReadonlySet<Kind>): string {
  if (type !== undefined) return type;
  const isPrefixed = style === 'label' || style === 'matrix';
  const isList = kinds.has('array');
  // All other styles write single values alike.
  if (!isList && !kinds.has('object')) return isPrefixed ? style : 'plain';
  const isExploded = explode && (kinds.has('object') || style !== 'simple');
  return `${style}${isExploded ? ' explode' : ''}`;
}

function defaultOf({ contract }: RequestSide, { schema }: DeclaredParameter): string {
  if (schema === undefined) return 'none';
  const value = contract.at(onlyReferred(contract, schema));
  return isObject(value) && 'default' in value ? canonical(value['default']) : 'none';
}
