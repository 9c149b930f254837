// Generated from openapi/batch-status.yaml by `pnpm generate`. Do not edit.

/** Every path of the contract with its methods, for openapi-fetch and similar clients. */
export interface paths {
    "/v1/api/batch-calls/{batchId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the progress of a batch
         * @description Returns the current counts of the batch, its times, and the calls that ended most
         *     recently. The request changes nothing, so it can be repeated freely within the rate
         *     limit.
         */
        get: operations["getBatchStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
/** The schemas, responses, parameters, and headers of the contract, by their names. */
export interface components {
    schemas: {
        /**
         * @description A batch of calls at one moment. **Decided:** `status`, `isComplete`, and the five counts
         *     are always present. Every other member can be absent or `null`. Members that are not
         *     named here can appear.
         */
        BatchStatus: {
            status: components["schemas"]["BatchState"];
            /**
             * @description Whether the batch operation has finished. **Decided:** only this member says that
             *     there is nothing more to wait for.
             *
             *     - **Assumed:** A complete batch stays complete.
             * @example false
             */
            isComplete: boolean;
            /**
             * @description Number of calls waiting in queue. **Decided:** a failed call that is put back in the
             *     queue, to be dialed again, counts here from then on.
             * @example 45
             */
            waiting: components["schemas"]["CallCount"];
            /**
             * @description Number of calls currently being processed.
             * @example 5
             */
            active: components["schemas"]["CallCount"];
            /**
             * @description Number of successfully completed calls.
             *
             *     - **Assumed:** `completed` never decreases.
             * @example 95
             */
            completed: components["schemas"]["CallCount"];
            /**
             * @description Number of failed calls. **Elsewhere:** failed numbers can be called again after hours or
             *     days. **Decided:** such a call counts here until it goes back to `waiting`, so this
             *     number can decrease.
             * @example 5
             */
            failed: components["schemas"]["CallCount"];
            /**
             * @description Total number of calls in the batch. **Elsewhere:** none of the other four counts
             *     includes a cancelled call, so their sum can be smaller.
             *
             *     - **Guaranteed:** `waiting`, `active`, `completed`, and `failed` add up to at most `total`.
             *     - **Assumed:** `total` never decreases.
             * @example 150
             */
            total: components["schemas"]["CallCount"];
            /**
             * @description Timestamp when the batch started processing, in milliseconds since the epoch.
             *     **Decided:** `null` until then.
             *
             *     - **Assumed:** Once `startTime` is set, it does not change.
             * @example 1703097600000
             */
            startTime?: components["schemas"]["Timestamp"];
            /**
             * @description Timestamp of the last completed call, in milliseconds since the epoch.
             *     **Decided:** `null` until a call has completed.
             *
             *     - **Assumed:** `lastCompletedTime` is not before `startTime`.
             *     - **Assumed:** Once `lastCompletedTime` is set, it stays set and never moves back.
             * @example 1703101200000
             */
            lastCompletedTime?: components["schemas"]["Timestamp"];
            /**
             * @description Timestamp when the batch was completed, in milliseconds since the epoch.
             *
             *     - **Guaranteed:** A complete batch has a `completedTime`.
             *     - **Assumed:** An incomplete batch has no `completedTime`.
             *     - **Assumed:** `completedTime` is not before `startTime`.
             *     - **Assumed:** `completedTime` is not before `lastCompletedTime`.
             *     - **Assumed:** Once `completedTime` is set, it does not change.
             * @example null
             */
            completedTime?: components["schemas"]["Timestamp"];
            /**
             * @description Average duration of completed calls in seconds. **Decided:** `null` until a call has
             *     completed.
             * @example 45.2
             */
            averageCallDuration?: components["schemas"]["Duration"];
            /**
             * @description Recent call results for monitoring. **Decided:** neither the order nor the number of
             *     calls is guaranteed. A call that ended may never appear here.
             *
             *     - **Assumed:** No call ends before `startTime`.
             *     - **Assumed:** No call ends after `completedTime`.
             *     - **Assumed:** No call completes after `lastCompletedTime`.
             */
            recent_calls?: components["schemas"]["RecentCall"][] | null;
        };
        /**
         * @description Current status of the batch operation. The page shows only `processing`. **Elsewhere:**
         *     other pages name the other listed values. **Decided:** any other string is valid, and clients
         *     pass it through. `status` is for people to read; programs should use `isComplete`.
         * @example processing
         */
        BatchState: ("queued" | "processing" | "completed" | "cancelled" | "failed") | (string & NonNullable<unknown>);
        /**
         * @description A call that was recently in progress. The page's example shows two. **Decided:** `status`
         *     says which kind of call it is, and only `jobId` and `status` are always present.
         *     **Elsewhere:** a completed call can lack its `duration`.
         */
        RecentCall: components["schemas"]["CompletedCall"] | components["schemas"]["FailedCall"] | components["schemas"]["OtherCall"];
        /** @description A call that completed. */
        CompletedCall: {
            jobId: components["schemas"]["JobId"];
            /**
             * @description Distinguishes a completed call from the other kinds.
             * @constant
             */
            status: "completed";
            phone_number?: components["schemas"]["PhoneNumber"];
            /**
             * @description When the call ended, in milliseconds since the epoch.
             * @example 1703101200000
             */
            completedAt?: components["schemas"]["Timestamp"];
            /**
             * @description How long the call lasted, in seconds.
             * @example 42
             */
            duration?: components["schemas"]["Duration"];
        };
        /** @description A call that could not be completed. */
        FailedCall: {
            jobId: components["schemas"]["JobId"];
            /**
             * @description Distinguishes a failed call from the other kinds.
             * @constant
             */
            status: "failed";
            phone_number?: components["schemas"]["PhoneNumber"];
            /**
             * @description When the call failed, in milliseconds since the epoch.
             * @example 1703101150000
             */
            failedAt?: components["schemas"]["Timestamp"];
            /**
             * @description Why the call failed. **Decided:** free text, so it can name the person who was called.
             * @example Number busy
             */
            error?: string | null;
        };
        /**
         * @description A call of a kind that this contract does not define, for example one still in progress.
         *     **Decided:** the page shows no such call, and clients pass it through.
         */
        OtherCall: {
            jobId: components["schemas"]["JobId"];
            /**
             * @description Any value except those of the other kinds.
             * @example active
             */
            status: string;
            phone_number?: components["schemas"]["PhoneNumber"];
        };
        /**
         * @description Identifies the call within the batch.
         * @example call_123
         */
        JobId: string;
        /**
         * @description The number that was called. Personal data: mask it wherever it is shown, logged, or stored.
         * @example +1234567890
         */
        PhoneNumber: string | null;
        /** @description A number of calls. */
        CallCount: number;
        /** @description A point in time, in milliseconds since the epoch. */
        Timestamp: number | null;
        /** @description A duration in seconds. */
        Duration: number | null;
        /**
         * @description What went wrong. **Decided:** `error` is always present. `message` can say more. Other
         *     members can appear.
         */
        Error: {
            /**
             * @description Error message describing what went wrong.
             * @example Batch not found
             */
            error: string;
            /**
             * @description A longer explanation. **Elsewhere:** the pages on other operations show it.
             * @example No batch with this id exists in the workspace.
             */
            message?: string | null;
        };
    };
    responses: {
        /**
         * @description Nothing has changed since the response whose `ETag` was sent. There is no body.
         *     **Decided:** the page does not mention conditional requests.
         */
        NotModified: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Retry-After": components["headers"]["RetryAfter"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /**
         * @description The request is invalid, for example because the batch id is malformed. Retrying it
         *     unchanged does not help. **Decided:** not on the page.
         */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key is missing or unknown. **Decided:** not on the page. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key is known but is not allowed to read this workspace. **Decided:** not on the page. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description The workspace has no batch with this id. **Elsewhere:** the pages on other batch
         *     operations document this response, with `error` and `message`. **Decided:** a batch that
         *     was just started might not be readable yet.
         */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description The workspace has used up its rate limit. **Elsewhere:** other pages name this status.
         *     **Decided:** wait as long as `Retry-After` says. If it is absent, wait longer each time.
         */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Server error retrieving batch progress information. A retry may succeed. */
        ServerError: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description Any other refusal of the request. **Decided:** the body has the same form as that of the
         *     other errors.
         */
        OtherClientError: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description Any other failure of the server, or of something between it and the client.
         *     **Decided:** the body has the same form as that of the other errors.
         */
        OtherServerError: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description The unique identifier of the batch call operation, as returned when the batch was
         *     started. **Decided:** any non-empty string without control characters, except the dot
         *     segments `.` and `..`. Percent-encode it.
         */
        BatchId: string;
        /**
         * @description The `ETag` of the last response for this batch. **Decided:** a server that recognizes it
         *     responds with `304` and no body while nothing has changed.
         */
        IfNoneMatch: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Identifies this state of the batch. It changes whenever the body changes.
         *     **Decided:** optional, so clients must work without it.
         */
        ETag: string;
        /**
         * @description How long to wait before the next request: whole seconds, or a date
         *     ([RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
         *     **Decided:** on an error, the time until a retry can succeed; on a `200` or `304`, the
         *     time until another request is worth its cost.
         */
        RetryAfter: string;
        /**
         * @description **Decided:** `private, no-cache`: a shared cache must not store the response, and no
         *     cache may reuse it without revalidating it.
         */
        CacheControl: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
/** Every operation of the contract with its parameters and responses, by its `operationId`. */
export interface operations {
    getBatchStatus: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the last response for this batch. **Decided:** a server that recognizes it
                 *     responds with `304` and no body while nothing has changed.
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description The unique identifier of the batch call operation, as returned when the batch was
                 *     started. **Decided:** any non-empty string without control characters, except the dot
                 *     segments `.` and `..`. Percent-encode it.
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current state of the batch. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchStatus"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "4XX": components["responses"]["OtherClientError"];
            "5XX": components["responses"]["OtherServerError"];
        };
    };
}
