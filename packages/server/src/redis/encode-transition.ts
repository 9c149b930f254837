import {
  recentCall,
  wholeDuration,
  type EndedCall,
  type Transition,
} from '@batch-status/batch-row';

/**
 * A transition as it is passed to the script: a letter, the time, and what the kind has. What the
 * script stores as text is text.
 */
export function encodeTransition(transition: Transition): (string | number)[] {
  const { at } = transition;
  switch (transition.kind) {
    case 'dial': {
      const { call, attempt, delivery = 1, redial = false, runner = '' } = transition;
      const numbers = [String(attempt), String(delivery), redial ? 1 : 0];
      return ['d', at, wellFormed(call), ...numbers, wellFormed(runner)];
    }
    case 'end':
      return ['e', at, ...encodeEnd(transition)];
    case 'return': {
      const { call, attempt, delivery = 1 } = transition;
      return ['b', at, wellFormed(call), attempt, delivery];
    }
    case 'requeue':
      return ['q', at, wellFormed(transition.call), transition.attempt];
    case 'leave':
      return ['l', at, wellFormed(transition.call)];
    case 'add':
      return ['n', at, transition.addition, transition.calls];
    case 'seal':
      return ['s', at];
    case 'cancel':
      return ['x', at];
    case 'fail':
      return ['f', at];
    case 'complete':
      return ['o', at];
    default:
      return transition satisfies never;
  }
}

function encodeEnd(end: EndedCall): (string | number)[] {
  const { call, attempt, duration, failure, again } = end;
  const result = failure === null ? 'c' : again ? 'w' : 'f';
  const [before, after] = encodeRecentCall(end);
  return [wellFormed(call), String(attempt), wholeDuration(duration), result, before, after];
}

/** Redis fails to parse half of a pair of surrogates in JSON. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\u{fffd}');

/** The recent call as JSON, without its time, which the script sets. */
function encodeRecentCall(end: EndedCall): [before: string, after: string] {
  const json = JSON.stringify(recentCall(end, { startTime: null }));
  // In a text, its quotes would be escaped.
  const member = end.failure === null ? '"completedAt":' : '"failedAt":';
  const before = json.indexOf(member) + member.length;
  return [json.slice(0, before), json.slice(before + String(end.at).length)];
}
