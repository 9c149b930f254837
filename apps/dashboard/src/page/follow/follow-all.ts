import type { Signal } from '@preact/signals';
import type { Api } from '../frame/api.ts';
import type { Excess } from './excess.ts';
import { follow } from './follow.ts';

export interface FollowAllContext {
  api: Api;
  notice: Signal<string>;
  excess: Signal<Excess | undefined>;
}

/**
 * Follows batches. If they do not fit, a dialog offers older data for all.
 *
 * @param isShown Whether the caller shows the problem. Otherwise, the page does.
 * @returns What is wrong with some of them, in a few sentences, or nothing.
 */
export async function followAll(
  context: FollowAllContext,
  batchIds: readonly string[],
  isShown: boolean,
): Promise<string> {
  const problem = await attempt(context, batchIds).catch((error: Error) => error.message);
  if (!isShown) context.notice.value = problem;
  return problem;
}

async function attempt(context: FollowAllContext, batchIds: readonly string[]): Promise<string> {
  const { problems, tooMany, maxStaleness } = await follow(context.api, batchIds);
  if (tooMany.length === 0 || maxStaleness === undefined) return problems.join(' ');
  const { excess } = context;
  const isAccepted = await new Promise<boolean>((decide) => {
    excess.value = { batchIds: tooMany, maxStaleness, decide };
  });
  excess.value = undefined;
  return isAccepted ? attempt(context, tooMany) : problems.join(' ');
}
