// Generated from openapi/batch-status.yaml by `pnpm generate`. Do not edit.

export interface Member {
  readonly types: readonly string[];
  readonly required?: true;
  readonly minimum?: number;
  readonly maximum?: number;
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
    "types": [
      "string"
    ],
    "required": true
  },
  "isComplete": {
    "types": [
      "boolean"
    ],
    "required": true
  },
  "waiting": {
    "types": [
      "integer"
    ],
    "required": true,
    "minimum": 0,
    "maximum": 9007199254740991
  },
  "active": {
    "types": [
      "integer"
    ],
    "required": true,
    "minimum": 0,
    "maximum": 9007199254740991
  },
  "completed": {
    "types": [
      "integer"
    ],
    "required": true,
    "minimum": 0,
    "maximum": 9007199254740991
  },
  "failed": {
    "types": [
      "integer"
    ],
    "required": true,
    "minimum": 0,
    "maximum": 9007199254740991
  },
  "total": {
    "types": [
      "integer"
    ],
    "required": true,
    "minimum": 0,
    "maximum": 9007199254740991
  },
  "startTime": {
    "types": [
      "integer",
      "null"
    ],
    "minimum": 0,
    "maximum": 9007199254740991
  },
  "lastCompletedTime": {
    "types": [
      "integer",
      "null"
    ],
    "minimum": 0,
    "maximum": 9007199254740991
  },
  "completedTime": {
    "types": [
      "integer",
      "null"
    ],
    "minimum": 0,
    "maximum": 9007199254740991
  },
  "averageCallDuration": {
    "types": [
      "number",
      "null"
    ],
    "minimum": 0
  },
  "recent_calls": {
    "types": [
      "array",
      "null"
    ]
  }
};

export const recentCallMembers: Readonly<Record<string, Readonly<Record<string, Member>>>> = {
  "completed": {
    "jobId": {
      "types": [
        "string"
      ],
      "required": true
    },
    "status": {
      "types": [
        "string"
      ],
      "required": true
    },
    "phone_number": {
      "types": [
        "string",
        "null"
      ]
    },
    "completedAt": {
      "types": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991
    },
    "duration": {
      "types": [
        "number",
        "null"
      ],
      "minimum": 0
    }
  },
  "failed": {
    "jobId": {
      "types": [
        "string"
      ],
      "required": true
    },
    "status": {
      "types": [
        "string"
      ],
      "required": true
    },
    "phone_number": {
      "types": [
        "string",
        "null"
      ]
    },
    "failedAt": {
      "types": [
        "integer",
        "null"
      ],
      "minimum": 0,
      "maximum": 9007199254740991
    },
    "error": {
      "types": [
        "string",
        "null"
      ]
    }
  },
  "other": {
    "jobId": {
      "types": [
        "string"
      ],
      "required": true
    },
    "status": {
      "types": [
        "string"
      ],
      "required": true
    },
    "phone_number": {
      "types": [
        "string",
        "null"
      ]
    }
  }
};
