import type { Contract } from '@batch-status/conformance';
import { isObject } from '@batch-status/json-schema';

import { valuesOf } from '../contract/assertions.ts';
import { schemaAt } from '../contract/subschemas.ts';
import { canonical } from './canonical.ts';
import { Compared } from './compared.ts';
import type { Conjunction, Union } from './conjunction.ts';
import type { Fact } from './fact.ts';
import { factsOf, type Child, type Facts } from './facts.ts';
import { kindOfUnion } from './kind-of-union.ts';
import { onlyIn, wordingOf, type Wording } from './wording.ts';

/** What a schema of the base says differently in the revision. */
export interface SchemaDifference {
  /** What it is about, such as `least number` or `properties name`. */
  key: string;
  base: Side;
  revision: Side;
  /** The members and elements that lead to the values that the schema restricts. */
  path: readonly string[];
  /** Whether only text for people differs. */
  isWording: boolean;
}

export interface Side {
  /** What it says; `undefined` if it says nothing about this. */
  value: string | undefined;
  /** Where it is written. */
  pointers: readonly string[];
  /** The schemas that restrict the value. */
  place: readonly string[];
  /** The schemas on the way to the place. */
  trail: ReadonlySet<string>;
}

interface Position {
  base: Conjunction;
  revision: Conjunction;
  path: readonly string[];
  trail: { base: ReadonlySet<string>; revision: ReadonlySet<string> };
}

const deepest = 40;

/** What a schema of one contract says differently in another contract. */
export function compareSchemas(
  base: Conjunction,
  revision: Conjunction,
  compared: Compared = new Compared(),
): SchemaDifference[] {
  const differences: SchemaDifference[] = [];
  const emit = (difference: SchemaDifference): void => void differences.push(difference);
  compare(
    { base, revision, path: [], trail: { base: new Set(), revision: new Set() } },
    compared,
    emit,
  );
  return differences;
}

/** Whether two schemas accept the same values, as far as this can be seen from their form. */
function isSame(base: Conjunction, revision: Conjunction, assumed: Compared): boolean {
  return assumed.remembered(keyOf(base, revision), () => {
    let same = true;
    const position = {
      base,
      revision,
      path: [],
      trail: { base: new Set<string>(), revision: new Set<string>() },
    };
    compare(position, new Compared(assumed), ({ isWording }) => {
      same &&= isWording;
    });
    return same;
  });
}

function keyOf(base: Conjunction, revision: Conjunction): string {
  return `${base.pointers.join()}|${revision.pointers.join()}`;
}

function compare(
  { base, revision, path, trail }: Position,
  compared: Compared,
  emit: (difference: SchemaDifference) => void,
): void {
  if (path.length > deepest || !compared.add(keyOf(base, revision))) return;
  const [before, after] = [factsOf(base), factsOf(revision)];
  const here = {
    base: withParts(trail.base, base, before),
    revision: withParts(trail.revision, revision, after),
  };
  const differ = (
    about: string,
    pair: { base?: Written | undefined; revision?: Written | undefined },
    isWording = false,
  ): void =>
    emit({
      key: about,
      base: { ...sideOf(pair.base), place: base.pointers, trail: here.base },
      revision: { ...sideOf(pair.revision), place: revision.pointers, trail: here.revision },
      path,
      isWording,
    });

  const unions = pairedUnions({ base, before }, { revision, after }, compared);
  if (!unions) {
    differ('composition', { base: compositionOf(before), revision: compositionOf(after) });
    return;
  }
  if (isAny(before) !== isAny(after)) {
    differ('schema', { base: wholeOf(base, before), revision: wholeOf(revision, after) });
    return;
  }
  for (const { name, old, now } of pairedFacts(before, after)) {
    differ(name, { base: old, revision: now });
  }
  compareWording(wordingOf(before.parts), wordingOf(after.parts));
  for (const name of new Set([...before.children.keys(), ...after.children.keys()])) {
    compareChild(name, before.children.get(name), after.children.get(name));
  }
  for (const [left, right] of unions) compareBranches(left, right);

  function compareWording(
    olds: ReadonlyMap<string, Wording>,
    news: ReadonlyMap<string, Wording>,
  ): void {
    for (const name of new Set([...olds.keys(), ...news.keys()])) {
      const [old, now] = [olds.get(name), news.get(name)];
      const pair = { base: onlyIn(old, now), revision: onlyIn(now, old) };
      if (!pair.base && !pair.revision) continue;
      // The message of a rule that is new, or gone, is part of that change.
      if (name.startsWith('message of ') && !(old && now)) continue;
      differ(name, pair, true);
    }
  }

  function compareChild(name: string, old: Child | undefined, now: Child | undefined): void {
    if (old?.path && now?.path) {
      compare(
        {
          base: { ...base, pointers: old.pointers },
          revision: { ...revision, pointers: now.pointers },
          path: [...path, ...old.path],
          trail: here,
        },
        compared,
        emit,
      );
      return;
    }
    const left = { ...base, pointers: old?.pointers ?? [] };
    const right = { ...revision, pointers: now?.pointers ?? [] };
    const isNamed = name.startsWith('properties ');
    const isOpen = ![before, after].some(({ children }) =>
      [...children.keys()].some((one) => /^(?:additional|unevaluated|pattern)Properties/.test(one)),
    );
    if ((!isNamed || isOpen) && isSame(left, right, compared)) {
      if (isNamed) differ(name, { base: writtenAt(old), revision: writtenAt(now) }, true);
      return;
    }
    differ(name, { base: writtenAt(old), revision: writtenAt(now) });
  }

  function compareBranches(left: Union, right: Union): void {
    const rest = unmatched(left, right, base, revision, compared);
    for (const [old, now] of rest.pairs) {
      compare(
        {
          base: { ...base, pointers: [old] },
          revision: { ...revision, pointers: [now] },
          path,
          trail: here,
        },
        compared,
        emit,
      );
    }
    const isOther = kindOfUnion(base.contract, left) !== kindOfUnion(revision.contract, right);
    if (isOther) differ('composition', { base: unionWritten(left), revision: unionWritten(right) });
    for (const branch of rest.base) {
      differ(`${left.keyword} branch`, { base: { value: branch, pointers: [branch] } });
    }
    for (const branch of rest.revision) {
      differ(`${right.keyword} branch`, { revision: { value: branch, pointers: [branch] } });
    }
  }
}

/** The facts that differ. A rule that is gone and one that is new are one change. */
function pairedFacts(
  before: Facts,
  after: Facts,
): { name: string; old: Fact | undefined; now: Fact | undefined }[] {
  const names = [...new Set([...before.facts.keys(), ...after.facts.keys()])];
  const all = names
    .map((name) => ({ name, old: before.facts.get(name), now: after.facts.get(name) }))
    .filter(({ old, now }) => old?.value !== now?.value);
  const gone = all.filter((each) => isRule(each) && !each.now);
  const added = all.filter((each) => isRule(each) && !each.old);
  const pairs = gone.slice(0, added.length).map(({ name, old }, index) => {
    const { name: other, now } = added[index]!;
    return { name: `${name} → ${other.replace('rule ', '')}`, old, now };
  });
  const single = [...gone.slice(pairs.length), ...added.slice(pairs.length)];
  return [
    ...all.filter((each) => !gone.includes(each) && !added.includes(each)),
    ...pairs,
    ...single,
  ];
}

function isRule({ name }: { name: string }): boolean {
  return name.startsWith('rule ');
}

function compositionOf({ unions, parts }: Facts): Written {
  return {
    value: unions.map(({ keyword }) => keyword).join() || 'one schema',
    pointers: [...unions, ...parts].map(({ pointer }) => pointer),
  };
}

/** Whether schemas accept everything. */
function isAny({ facts, children, unions }: Facts): boolean {
  return children.size === 0 && unions.length === 0 && [...facts.keys()].join() === 'null';
}

function wholeOf({ pointers }: Conjunction, facts: Facts): Written | undefined {
  return isAny(facts) ? undefined : { value: 'a schema', pointers };
}

interface Written {
  value: string;
  pointers: readonly string[];
}

function sideOf(written: Written | undefined): {
  value: string | undefined;
  pointers: readonly string[];
} {
  return { value: written?.value, pointers: written?.pointers ?? [] };
}

function writtenAt(child: Child | undefined): Written | undefined {
  return child && { value: 'a schema', pointers: child.pointers };
}

function unionWritten({ keyword, pointer }: Union): Written {
  return { value: keyword, pointers: [pointer] };
}

function withParts(
  trail: ReadonlySet<string>,
  { pointers }: Conjunction,
  { parts }: Facts,
): Set<string> {
  return new Set([...trail, ...pointers, ...parts.map(({ pointer }) => pointer)]);
}

/** The unions of both sides in pairs; `undefined` if their numbers differ. */
function pairedUnions(
  { base, before }: { base: Conjunction; before: Facts },
  { revision, after }: { revision: Conjunction; after: Facts },
  compared: Compared,
): [Union, Union][] | undefined {
  if (before.unions.length !== after.unions.length) return undefined;
  const open = [...after.unions];
  const pairs: [Union, Union][] = [];
  for (const union of before.unions) {
    const at = open.findIndex((other) => {
      const rest = unmatched(union, other, base, revision, compared);
      return rest.base.length + rest.revision.length === 0 && rest.pairs.length === rest.same;
    });
    const [other] = open.splice(Math.max(at, 0), 1);
    pairs.push([union, other!]);
  }
  return pairs;
}

/** Pairs branches that are equal, then those with the same name, then in order if as many are left. */
function unmatched(
  left: Union,
  right: Union,
  base: Conjunction,
  revision: Conjunction,
  assumed: Compared,
): { pairs: [string, string][]; same: number; base: string[]; revision: string[] } {
  const pairs: [string, string][] = [];
  let open = [...right.branches];
  const take = (old: string, fits: (now: string) => boolean): boolean => {
    const found = open.find(fits);
    if (found === undefined) return false;
    open = open.filter((one) => one !== found);
    pairs.push([old, found]);
    return true;
  };
  const equal = (old: string, now: string): boolean =>
    isSame({ ...base, pointers: [old] }, { ...revision, pointers: [now] }, assumed);
  let rest = left.branches.filter((old) => !take(old, (now) => equal(old, now)));
  const same = pairs.length;
  rest = rest.filter(
    (old) => !take(old, (now) => nameOf(base.contract, old) === nameOf(revision.contract, now)),
  );
  if (rest.length === open.length) {
    for (const [index, old] of rest.entries()) pairs.push([old, open[index]!]);
    return { pairs, same, base: [], revision: [] };
  }
  return { pairs, same, base: rest, revision: open };
}

/** What distinguishes a branch for people: the name of its component, or the value of its tag. */
function nameOf(contract: Contract, pointer: string): string {
  const { properties } = schemaAt(contract, pointer);
  const constants = Object.entries(isObject(properties) ? properties : {}).flatMap(
    ([name, schema]) => {
      const values = isObject(schema) ? valuesOf(schema) : undefined;
      return values ? [`${name} ${canonical(values)}`] : [];
    },
  );
  return constants[0] ?? pointer.split('/').at(-1)!;
}
