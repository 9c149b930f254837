import type { Contract } from '@batch-status/conformance';
import type { Operation } from '@batch-status/conformance/analysis';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { canonical } from '../comparison/canonical.ts';
import { ruledChange, type ClosedRule } from './change/closed-rules.ts';
import { levelOf, levels, type ContractChange, type Level } from './change/contract-change.ts';
import { Found } from './found.ts';
import { Judge } from './suspects/judge.ts';
import { compareWords } from './object-words.ts';
import { pairOperations, urlsOf, type OperationPair } from './pair-operations.ts';
import { requestChanges } from './requests/request-changes.ts';
import { responseChanges } from './responses/response-changes.ts';
import { isSameMeaning } from './same-meaning.ts';
import type { Suspect, Trial } from './suspects/suspect.ts';
import { trySuspects } from './suspects/try-suspects.ts';
import { otherChanges } from './other-changes.ts';

/** How a contract differs from another. */
export interface ContractDiff {
  /** What a release with the revision has to be at least; `undefined` if nothing changed. */
  level: Level | undefined;
  /** The number of changes that could not be exercised. */
  undecided: number;
  changes: ContractChange[];
}

export interface DiffOptions {
  /** Called after each difference was exercised. */
  onTried?: ((tried: number, all: number) => void) | undefined;
}

/**
 * Compares two contracts by what they accept. Exchanges are drawn from both, and both judge each of them.
 *
 * - A response that only the revision accepts is more than clients were ready for: major.
 * - A response that only the base accepts narrows what a server may send: minor.
 * - Requests, parameters, security, servers, and paths follow closed rules with reversed levels.
 */
export function diffContracts(
  base: Contract,
  revision: Contract,
  { onTried }: DiffOptions = {},
): ContractDiff {
  const found = new Found({ base: new Judge(base), revision: new Judge(revision) });
  const { pairs, removed, added } = pairOperations(base, revision);
  for (const each of removed) found.changes.push(operationChange('operation-removed', base, each));
  for (const each of added) found.changes.push(operationChange('operation-added', revision, each));
  for (const pair of pairs) {
    const name = `${pair.base.method} ${pair.base.path}`;
    compareWords(found, 'operation', name, {
      base: pair.base.pointer,
      revision: pair.revision.pointer,
    });
    otherChanges(found, pair, name);
  }
  serverChanges(found, pairs);
  for (const pair of pairs) {
    requestChanges(found, pair);
    responseChanges(found, pair);
  }
  documentChanges(found);
  const suspects = worthTrying(found.suspects);
  const trials = trySuspects(suspects, found.judges, onTried);
  const changes = [
    ...found.changes,
    ...suspects.flatMap((suspect) => changeOf(found, suspect, trials.get(suspect)!)),
    ...unusableRules(found),
  ].toSorted((a, b) => rank(b) - rank(a));
  const undecided = changes.filter(({ verdict }) => verdict === 'undecided').length;
  return { level: levelOf(changes), undecided, changes };
}

/** If something is known to differ, it shows in whatever is tried. */
function worthTrying(suspects: readonly Suspect[]): Suspect[] {
  const known = suspects.filter(({ isQuiet }) => !isQuiet);
  const quiet = suspects.filter(({ isQuiet }) => isQuiet);
  return known.length > 0 ? known : quiet.slice(0, mostQuiet);
}

const mostQuiet = 30;

function rank({ verdict, direction }: ContractChange): number {
  if (verdict === 'undecided') return levels.length;
  return levels.indexOf(verdict) - (direction === 'wording' ? 0.5 : 0);
}

function operationChange(
  rule: ClosedRule,
  contract: Contract,
  operation: Operation,
): ContractChange {
  const name = `${operation.method} ${operation.path}`;
  const what = `operation ${rule === 'operation-added' ? 'added' : 'removed'}`;
  const at = contract.locate(operation.pointer);
  return ruledChange({
    rule,
    what,
    operation: name,
    ...(rule === 'operation-added' ? { revision: at } : { base: at }),
  });
}

/** A server that all operations gain or lose is one change. */
function serverChanges(found: Found, pairs: readonly OperationPair[]): void {
  const changed = new Map<string, { change: ContractChange; count: number }>();
  for (const { base, revision } of pairs) {
    const [before, after] = [urlsOf(base), urlsOf(revision)];
    const note = (rule: ClosedRule, owner: Operation, index: number): void => {
      const { origin = '', prefix } = owner.servers[index]!;
      const url = `${origin}${prefix}` || '/';
      const what = `server ${url} ${rule === 'server-added' ? 'added' : 'removed'}`;
      const operation = `${base.method} ${base.path}`;
      const known = changed.get(what);
      if (known) {
        known.count++;
        return;
      }
      const contract = rule === 'server-added' ? found.revision : found.base;
      const own = pointerTo(owner.pointer, 'servers');
      const at = contract.locate(contract.at(own) === undefined ? '/servers' : own);
      const side = rule === 'server-added' ? { revision: at } : { base: at };
      changed.set(what, { change: ruledChange({ rule, what, operation, ...side }), count: 1 });
    };
    for (const [index, url] of before.entries()) {
      if (!after.includes(url)) note('server-removed', base, index);
    }
    for (const [index, url] of after.entries()) {
      if (!before.includes(url)) note('server-added', revision, index);
    }
  }
  for (const { change, count } of changed.values()) {
    const { operation: _, ...others } = change;
    found.changes.push(count === pairs.length ? others : change);
  }
}

/** What the contracts say about themselves. Its version is expected to change. */
function documentChanges(found: Found): void {
  compareWords(found, 'info', undefined, { base: '/info', revision: '/info' });
  for (const key of ['contact', 'license', 'termsOfService']) {
    const [before, after] = [found.base, found.revision].map((contract) =>
      canonical(contract.at(pointerTo('/info', key))),
    );
    if (before === after) continue;
    const at = pointerTo('/info', key);
    found.addWording(`info: ${key} changed`, undefined, { base: at, revision: at });
  }
  const schemes = found.base.at('/components/securitySchemes');
  for (const name of isObject(schemes) ? Object.keys(schemes) : []) {
    const at = pointerTo('/components/securitySchemes', name);
    compareWords(found, `security scheme ${name}`, undefined, { base: at, revision: at });
  }
  const [before, after] = [found.base, found.revision].map(
    (contract) => contract.at('/webhooks') ?? {},
  );
  const names = [before, after].flatMap((map) => (isObject(map) ? Object.keys(map) : []));
  for (const name of new Set(names)) {
    const at = pointerTo('/webhooks', name);
    const [old, now] = [found.base.at(at), found.revision.at(at)];
    const sides = [found.base, found.revision].map((contract) => ({ contract, pointer: at }));
    if (isSameMeaning(sides[0]!, sides[1]!)) continue;
    found.changes.push({
      verdict: 'undecided',
      direction: 'unknown',
      subject: 'webhook',
      what: `webhook ${name} ${old === undefined ? 'added' : now === undefined ? 'removed' : 'changed'}`,
      affects: 'clients and servers',
      ...(old === undefined ? {} : { base: found.base.locate(at) }),
      ...(now === undefined ? {} : { revision: found.revision.locate(at) }),
      witnesses: [],
      why: 'webhooks are not exercised',
    });
  }
}

/** Rules of the revision that cannot be checked, so that nothing shows what they say. */
function unusableRules({ judges }: Found): ContractChange[] {
  if (judges.base.unusableRules.size > 0) return [];
  return [...judges.revision.unusableRules.values()].map(({ contract, message }) => ({
    verdict: 'undecided',
    direction: 'unknown',
    subject: 'body',
    what: 'a rule cannot be used',
    affects: 'clients and servers',
    revision: contract,
    witnesses: [],
    why: message,
  }));
}

function changeOf(found: Found, suspect: Suspect, trial: Trial): ContractChange[] {
  const { subject, what, operation, pointers, isRequest, isQuiet } = suspect;
  const { base: before, revision: after } = trial.witnesses;
  const witnesses = [after, before].filter((witness) => witness !== undefined);
  if (isQuiet && witnesses.length === 0) return [];
  const why = witnesses.length === 0 ? suspect.doubt(trial) : undefined;
  const direction = after && before ? 'both' : after ? 'widened' : before ? 'narrowed' : undefined;
  const [oldPlace, newPlace] = [pointers.base[0], pointers.revision[0]];
  const isMajor = isRequest ? before !== undefined : after !== undefined;
  return [
    {
      verdict: direction
        ? isMajor
          ? 'major'
          : 'minor'
        : why === undefined
          ? 'patch'
          : 'undecided',
      direction: direction ?? (why === undefined ? 'same' : 'unknown'),
      subject,
      what,
      affects: affected(isMajor, direction),
      operation,
      ...(oldPlace === undefined ? {} : { base: found.base.locate(oldPlace) }),
      ...(newPlace === undefined ? {} : { revision: found.revision.locate(newPlace) }),
      witnesses,
      ...(why === undefined ? {} : { why }),
    },
  ];
}

function affected(
  isMajor: boolean,
  direction: 'both' | 'widened' | 'narrowed' | undefined,
): ContractChange['affects'] {
  if (direction === undefined || direction === 'both') return 'clients and servers';
  return isMajor ? 'clients' : 'servers';
}
