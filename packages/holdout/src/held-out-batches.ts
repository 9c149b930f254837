import { createDice, type Dice } from './dice.ts';
import type { HeldOutBatch } from './held-out-batch.ts';
import { kinds } from './kinds/kinds.ts';
import type { Kind } from './kinds/kind.ts';
import { drawForm } from './response/form.ts';
import { responseAt } from './response/response.ts';
import { createStaleness } from './response/staleness.ts';
import { isDialedThroughout } from './run/is-dialed-throughout.ts';
import type { LocalTime, Plan } from './run/plan.ts';
import { run } from './run/run.ts';
import { watchedAfter } from './watched-after.ts';
import { day, hour, second, week } from './units.ts';

export interface HeldOutOptions {
  /** The same seed gives the same batches. Default: 1. */
  seed?: number;
  /** How many batches of each kind. The first ones do not depend on this. Default: 10. */
  perKind?: number;
}

/** Batches of all kinds, each made when it is asked for. */
export function* heldOutBatches({ seed = 1, perKind = 10 }: HeldOutOptions = {}): Generator<
  HeldOutBatch,
  void,
  undefined
> {
  for (const kind of kinds) {
    for (let index = 0; index < perKind; index++) {
      yield createBatch(kind, createDice(`${seed} ${kind.name} ${index}`));
    }
  }
}

function createBatch(kind: Kind, dice: Dice): HeldOutBatch {
  const form = drawForm(dice);
  const delay = dice.spread(0.02, 5) * second;
  const gap = dice.pick([0, 10, 30]);
  const plan: Plan = { delay, gap: () => gap, ...kind.plan(dice) };
  const createdAt = createdTime(dice, plan.createdAt);
  const course = run(plan);
  const staleness = createStaleness(plan, Math.round(dice.between(0, plan.refresh ?? 0)));
  const duration = staleness.showsFrom(course.finishedAt);
  return {
    kind: kind.name,
    predictable: kind.predictable && isDialedThroughout(course, duration),
    createdAt,
    watchedFrom: createdAt + watchedAfter(dice, duration),
    at: (time) =>
      responseAt(course, form, createdAt, staleness.shownAt(Math.max(0, time - createdAt))),
    lastCallEndsAt: createdAt + course.lastCallEndsAt,
    completedAt: createdAt + duration,
    duration,
  };
}

/** 2026-01-05, a Monday. */
const firstWeek = 1_767_571_200_000;

function createdTime(dice: Dice, local: LocalTime | undefined): number {
  const weekday = local?.weekday ?? Math.floor(dice.between(0, 5));
  const time = (local?.hour ?? dice.between(8, 19)) * hour;
  const zone = Math.floor(dice.between(-8, 11)) * hour;
  const weeks = Math.floor(dice.between(0, 50)) * week;
  return Math.round(firstWeek + weeks + weekday * day + time - zone);
}
