import type { Kind } from './point.ts';

/** What to call several points of a kind. */
export const plural: Record<Kind, string> = {
  response: 'responses',
  header: 'headers',
  member: 'members',
  items: 'elements',
  value: 'values',
  null: 'nulls',
  arm: 'union arms',
  bound: 'bounds',
  rule: 'rules',
};
