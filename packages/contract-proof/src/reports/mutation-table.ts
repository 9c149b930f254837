import type { Exchange } from '@batch-status/conformance';

import { equivalences } from '../mutants/equivalences.ts';
import type { CheckedMutant, MutationResult } from '../mutation/measure-mutation.ts';
import { operators } from '../mutants/mutant.ts';
import { scoreOf, type Score } from '../mutation/score.ts';
import type { Sketch } from '../sketch/find-sketch.ts';

/** A table for people: a line for each operator, then each survivor and what would kill it. */
export function mutationTable(result: MutationResult): string {
  const { mutants, operations, recordings, exchanges, refusedRules } = result;
  const rows = operators.flatMap((operator) => {
    const own = mutants.filter((mutant) => mutant.operator === operator);
    return own.length > 0 ? [rowOf(operator, scoreOf(own))] : [];
  });
  const survivors = mutants.filter(({ fate }) => fate.is === 'survived');
  return [
    `${''.padEnd(22)} killed      of  equivalent`,
    ...rows,
    rowOf('all', scoreOf(mutants)),
    ...listedIn(mutants),
    ...(survivors.length > 0 ? ['', 'Survived:', ...survivors.map(survivorText)] : []),
    '',
    `Exchanges: ${exchanges}; recordings: ${recordings}; operations: ${operations.counted} of ${operations.declared}.`,
    ...(refusedRules > 0
      ? [`Invalid variants of rules, which were skipped: ${refusedRules}.`]
      : []),
  ].join('\n');
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

function survivorText(mutant: CheckedMutant): string {
  const { fate, sketch, contract } = mutant;
  const why = fate.is === 'survived' ? fate.why : undefined;
  return [
    titleOf(mutant),
    `    ${contract.pointer}`,
    ...(why ? [`    It could not be checked: ${why}`] : []),
    ...(sketch
      ? sketchLines(sketch)
      : why
        ? []
        : ['    No exchange was found that would kill it.']),
  ].join('\n');
}

function sketchLines({ exchanges, finds, mutantFinds }: Sketch): string[] {
  return [
    `    A recording of ${exchanges.length === 1 ? 'this' : 'these, in this order,'} would kill it:`,
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
