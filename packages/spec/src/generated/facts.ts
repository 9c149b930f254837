// Generated from openapi/batch-status.yaml by `pnpm generate`. Do not edit.

export interface Member {
  /** Its JSON types, such as `integer or null`; an integer is at most 2^53 - 1. */
  readonly type: string;
  readonly required?: true;
  readonly minimum?: number;
}

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

export const batchStatusMembers: Readonly<Record<string, Member>> = {
  "status": {
    "type": "string",
    "required": true
  },
  "isComplete": {
    "type": "boolean",
    "required": true
  },
  "waiting": {
    "type": "integer",
    "required": true,
    "minimum": 0
  },
  "active": {
    "type": "integer",
    "required": true,
    "minimum": 0
  },
  "completed": {
    "type": "integer",
    "required": true,
    "minimum": 0
  },
  "failed": {
    "type": "integer",
    "required": true,
    "minimum": 0
  },
  "total": {
    "type": "integer",
    "required": true,
    "minimum": 0
  },
  "startTime": {
    "type": "integer or null",
    "minimum": 0
  },
  "lastCompletedTime": {
    "type": "integer or null",
    "minimum": 0
  },
  "completedTime": {
    "type": "integer or null",
    "minimum": 0
  },
  "averageCallDuration": {
    "type": "number or null",
    "minimum": 0
  },
  "recent_calls": {
    "type": "array or null"
  }
};

export const recentCallMembers: Readonly<Record<string, Readonly<Record<string, Member>>>> = {
  "completed": {
    "jobId": {
      "type": "string",
      "required": true
    },
    "status": {
      "type": "string",
      "required": true
    },
    "phone_number": {
      "type": "string or null"
    },
    "completedAt": {
      "type": "integer or null",
      "minimum": 0
    },
    "duration": {
      "type": "number or null",
      "minimum": 0
    }
  },
  "failed": {
    "jobId": {
      "type": "string",
      "required": true
    },
    "status": {
      "type": "string",
      "required": true
    },
    "phone_number": {
      "type": "string or null"
    },
    "failedAt": {
      "type": "integer or null",
      "minimum": 0
    },
    "error": {
      "type": "string or null"
    }
  },
  "other": {
    "jobId": {
      "type": "string",
      "required": true
    },
    "status": {
      "type": "string",
      "required": true
    },
    "phone_number": {
      "type": "string or null"
    }
  }
};

export const sensitiveMembers = [
  "phone_number",
  "error"
] as const;
