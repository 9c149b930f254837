import type { Exchange } from '@batch-status/conformance';

import { equivalences } from '../mutants/equivalences.ts';
import type { CheckedMutant, MutationResult } from '../mutation/measure-mutation.ts';
import { resembledLines } from '../operations/operation-counts.ts';
import { operators } from '../mutants/mutant.ts';
import { scoreOf, type Score } from '../mutation/score.ts';
import type { Sketch } from '../sketch/sketcher.ts';

/** A table for people: a line for each operator. Survivors follow, and then `mutationEnd`. */
export function mutationTable({ mutants }: MutationResult): string {
  const rows = operators.flatMap((operator) => {
    const own = mutants.filter((mutant) => mutant.operator === operator);
    return own.length > 0 ? [rowOf(operator, scoreOf(own))] : [];
  });
  const isSurvived = mutants.some(({ fate }) => fate.is === 'survived');
  return [
    `${''.padEnd(22)} killed      of  equivalent`,
    ...rows,
    rowOf('all', scoreOf(mutants)),
    ...listedIn(mutants),
    ...(isSurvived ? ['', 'Survived:'] : []),
  ].join('\n');
}

/** What follows the survivors: how the search for exchanges that would kill them ended, and counts. */
export function mutationEnd(result: MutationResult): string {
  const { mutants, operations, recordings, exchanges, refusedRules } = result;
  return [
    '',
    ...searchLines(mutants),
    `Exchanges: ${exchanges}; recordings: ${recordings}; operations: ${operations.counted} of ${operations.declared}.`,
    ...resembledLines(operations),
    ...(refusedRules > 0
      ? [`Invalid variants of rules, which were skipped: ${refusedRules}.`]
      : []),
  ].join('\n');
}

function searchLines(mutants: readonly CheckedMutant[]): string[] {
  const survivors = mutants.filter(({ fate }) => fate.is === 'survived' && !fate.why);
  if (survivors.length === 0) return [];
  const killers = survivors.flatMap(({ sketch }) => (sketch ? [sketch.number] : []));
  const notTried = survivors.filter(({ tried }) => tried === undefined).length;
  const rest = survivors.length - killers.length - notTried;
  return [
    `Suggested recordings: ${new Set(killers).size}. They would kill ${killers.length} of ${survivors.length} survivors.`,
    ...(rest > 0 ? [`Survivors that no tried exchange would kill: ${rest}.`] : []),
    ...(notTried > 0 ? [`Survivors for which no exchange was tried: ${notTried}.`] : []),
  ];
}

function rowOf(name: string, { killed, survived, equivalent, percent }: Score): string {
  const numbers = [
    String(killed).padStart(7),
    String(killed + survived).padStart(7),
    String(equivalent).padStart('equivalent'.length + 1),
  ];
  const share = killed + survived > 0 ? `${percent.toFixed(1).padStart(7)} %` : '';
  return `${name.padEnd(21)} ${numbers.join(' ')} ${share}`.trimEnd();
}

function listedIn(mutants: readonly CheckedMutant[]): string[] {
  return Object.entries(equivalences).flatMap(([name, why]) => {
    const own = mutants.filter(({ fate }) => fate.is === 'equivalent' && fate.as === name);
    if (own.length === 0) return [];
    return ['', `Equivalent (${name}): ${why}`, ...own.map(titleOf)];
  });
}

function titleOf({ operator, what, contract: { file, line, column } }: CheckedMutant): string {
  return `  ${operator}: ${what} (${file}:${line}:${column})`;
}

/**
 * A survivor, and what would kill it.
 *
 * @param shown The numbers of the sketches that were shown before. The one of the survivor is added.
 */
export function survivorText(mutant: CheckedMutant, shown: Set<number>): string {
  const { fate, contract } = mutant;
  const why = fate.is === 'survived' ? fate.why : undefined;
  return [
    titleOf(mutant),
    `    ${contract.pointer}`,
    ...(why ? [`    It could not be checked: ${why}`] : searchOf(mutant, shown)),
  ].join('\n');
}

function searchOf({ tried, sketch }: CheckedMutant, shown: Set<number>): string[] {
  if (tried === undefined) return ['    No exchange was tried.'];
  if (!sketch) return [`    None of ${tried} exchanges that were tried would kill it.`];
  if (shown.has(sketch.number)) return [`    Suggestion ${sketch.number} would kill it, too.`];
  shown.add(sketch.number);
  return sketchLines(sketch);
}

function sketchLines({ number, exchanges, finds, mutantFinds }: Sketch): string[] {
  return [
    `    A recording of ${exchanges.length === 1 ? 'this' : 'these, in this order,'} would kill it (suggestion ${number}):`,
    ...exchanges.flatMap(exchangeLines),
    `    The contract finds ${inWords(finds)}; the changed contract finds ${inWords(mutantFinds)}.`,
  ];
}

function exchangeLines({ request, response: { status, headers, body } }: Exchange): string[] {
  return [
    `      ${request.method} ${request.url}`,
    `      ${status}`,
    ...Object.entries(headers).map(([name, value]) => `      ${name}: ${value}`),
    ...(body === undefined ? [] : [`      ${body}`]),
  ];
}

function inWords(observation: string): string {
  return observation.replaceAll('\n', ', ') || 'nothing';
}
