export type {
  ApiErrorBody,
  BatchState,
  BatchStatus,
  CompletedCall,
  FailedCall,
  KnownStatus,
  OtherCall,
  RecentCall,
  SensitiveMember,
} from './types.ts';
export type { components, operations, paths } from './generated/openapi.ts';
export { isCompletedCall, isFailedCall, isKnownStatus } from './guards.ts';
export {
  batchStatusFaults,
  isBatchStatus,
  maxFaults,
  takeOutFaults,
  type MemberFault,
} from './faults.ts';
export {
  batchStatusMembers,
  knownStatuses,
  recentCallMembers,
  securityHeaders,
  sensitiveMembers,
  serverUrl,
  statusPath,
  type Member,
  type Members,
} from './generated/facts.ts';
