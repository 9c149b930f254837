// Generated from openapi/batch-status.yaml by `pnpm generate`. Do not edit.

/** What guards check of one member of an object. */
export interface Member {
  /** Its JSON types; an integer is at most 2^53 - 1. */
  readonly types: readonly string[];
  /** Present if the member must be present. */
  readonly required?: true;
  /** The least value of a number. Without it, there is none. */
  readonly minimum?: number;
}

/** What guards check of an object, by the names of its members. */
export type Members = Readonly<Record<string, Member>>;

/** The base URL of the service. */
export const serverUrl = "https://api.trillet.ai";
/** The path of the operation. Percent-encode the id that replaces `{batchId}`. */
export const statusPath = "/v1/api/batch-calls/{batchId}/status";
/** The headers of the credentials, by the names of the security schemes. */
export const securityHeaders = {
  "apiKey": "x-api-key",
  "workspaceId": "x-workspace-id"
} as const;

/** Every value of `status` that the contract names. Others can appear. */
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

/** What guards check of a batch. */
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

/** What guards check of a recent call, by its kind. `other` stands for every status that is not here. */
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

/** The members of batches and calls whose values are personal data, or can contain some. */
export const sensitiveMembers = [
  "phone_number",
  "error"
] as const;
