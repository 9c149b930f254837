import type { Kind } from './point.ts';

/** The plural of each kind. */
export const plural: Record<Kind, string> = {
  response: 'responses',
  header: 'headers',
  member: 'members',
  items: 'elements',
  value: 'values',
  null: 'nulls',
  branch: 'union branches',
  bound: 'bounds',
  rule: 'rules',
};
