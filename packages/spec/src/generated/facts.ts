// Generated from openapi/batch-status.yaml by `pnpm generate`. Do not edit.

export interface Member {
  /** Its JSON types; an integer is at most 2^53 - 1. */
  readonly types: readonly string[];
  readonly required?: true;
  readonly minimum?: number;
}

export type Members = Readonly<Record<string, Member>>;

export const serverUrl = "https://api.trillet.ai";
export const statusPath = "/v1/api/batch-calls/{batchId}/status";
export const securityHeaders = {
  "apiKey": "x-api-key",
  "workspaceId": "x-workspace-id"
} as const;

export const knownStatuses = [
  "queued",
  "processing",
  "completed",
  "cancelled",
  "failed"
] as const;

const required_string: Member = {
  "types": [
    "string"
  ],
  "required": true
};
const required_boolean: Member = {
  "types": [
    "boolean"
  ],
  "required": true
};
const required_integer_from_0: Member = {
  "types": [
    "integer"
  ],
  "required": true,
  "minimum": 0
};
const integer_or_null_from_0: Member = {
  "types": [
    "integer",
    "null"
  ],
  "minimum": 0
};
const number_or_null_from_0: Member = {
  "types": [
    "number",
    "null"
  ],
  "minimum": 0
};
const array_or_null: Member = {
  "types": [
    "array",
    "null"
  ]
};
const string_or_null: Member = {
  "types": [
    "string",
    "null"
  ]
};

export const batchStatusMembers: Members = {
  "status": required_string,
  "isComplete": required_boolean,
  "waiting": required_integer_from_0,
  "active": required_integer_from_0,
  "completed": required_integer_from_0,
  "failed": required_integer_from_0,
  "total": required_integer_from_0,
  "startTime": integer_or_null_from_0,
  "lastCompletedTime": integer_or_null_from_0,
  "completedTime": integer_or_null_from_0,
  "averageCallDuration": number_or_null_from_0,
  "recent_calls": array_or_null,
};

export const recentCallMembers: Readonly<Record<string, Members>> = {
  "completed": {
    "jobId": required_string,
    "status": required_string,
    "phone_number": string_or_null,
    "completedAt": integer_or_null_from_0,
    "duration": number_or_null_from_0,
  },
  "failed": {
    "jobId": required_string,
    "status": required_string,
    "phone_number": string_or_null,
    "failedAt": integer_or_null_from_0,
    "error": string_or_null,
  },
  "other": {
    "jobId": required_string,
    "status": required_string,
    "phone_number": string_or_null,
  },
};

export const sensitiveMembers = [
  "phone_number",
  "error"
] as const;
