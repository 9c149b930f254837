import { findMeasured, nameOf, type Measured, type Place } from '../reports/results.ts';
import { rangeOf, type Grid, type Table } from '../reports/table.ts';
import { withUnit, type Unit } from '../reports/units.ts';

/** The most or the least that a figure may be. */
export type Bound = Place & { reason: string } & ({ atMost: number } | { atLeast: number });

/**
 * Compares figures with their bounds.
 *
 * @returns One line for each bound that is broken, or whose figure the tables do not have.
 */
export function checkBounds(tables: (Table | Grid)[], bounds: readonly Bound[]): string[] {
  return bounds.flatMap((bound) => {
    const measured = findMeasured(tables, bound);
    if (!measured) return [`The bound of ${nameOf(bound)} names a figure that was not measured.`];
    return isKept(bound, measured.value) ? [] : [describeBroken(bound, measured)];
  });
}

/** A figure that is not a number keeps no bound. */
const isKept = (bound: Bound, value: number): boolean =>
  'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast;

function describeBroken(bound: Bound, { value, unit, quartiles }: Measured): string {
  const spread = quartiles ? ` (quartiles ${rangeOf(quartiles, unit.format)})` : '';
  return `${nameOf(bound)} is ${withUnit(value, unit)}${spread}, but must be ${limitOf(bound, unit)}. ${bound.reason}`;
}

/** Such as `at most 1.50`. */
export const limitOf = (bound: Bound, unit: Unit): string =>
  'atMost' in bound
    ? `at most ${withUnit(bound.atMost, unit)}`
    : `at least ${withUnit(bound.atLeast, unit)}`;
