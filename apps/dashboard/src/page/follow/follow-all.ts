import type { Signal } from '@preact/signals';
import type { Excess } from './excess.ts';
import { follow } from './follow.ts';
import type { Api } from '../frame/api.ts';

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
  { api, notice, excess }: FollowAllContext,
  batchIds: readonly string[],
  isShown: boolean,
): Promise<string> {
  let problem: string;
  try {
    const { problems, tooMany, maxStaleness } = await follow(api, batchIds);
    problem = problems.join(' ');
    if (tooMany.length > 0 && maxStaleness !== undefined) {
      excess.value = { batchIds: tooMany, maxStaleness };
    }
  } catch (error) {
    problem = (error as Error).message;
  }
  if (!isShown) notice.value = problem;
  return problem;
}
