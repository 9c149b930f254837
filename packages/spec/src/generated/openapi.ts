// Generated from openapi/batch-status.yaml by `pnpm generate`. Do not edit.

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
         * @description Answers with the counts of the batch at this moment, its times, and the calls that
         *     ended most recently. Reading changes nothing, so the request may be repeated freely
         *     within the rate limit.
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
export interface components {
    schemas: {
        /**
         * @description A batch of calls at one moment. **Decided:** `status`, `isComplete` and the five counts
         *     are always there; every other member may be absent or `null`; members not named here
         *     may appear.
         */
        BatchStatus: {
            status: components["schemas"]["BatchState"];
            /**
             * @description Whether the batch operation has finished. **Decided:** this alone says that there is
             *     nothing more to wait for.
             *
             *     - **Assumed:** A batch once complete stays complete.
             * @example false
             */
            isComplete: boolean;
            /**
             * @description Number of calls waiting in queue. **Decided:** a failed call that is put back into the
             *     queue, to be dialled again, counts here from then on.
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
             *     - **Assumed:** The number of completed calls never falls.
             * @example 95
             */
            completed: components["schemas"]["CallCount"];
            /**
             * @description Number of failed calls. **Elsewhere:** failed numbers can be called again after hours or
             *     days. **Decided:** such a call counts here until it goes back to `waiting`, so this
             *     number can fall.
             * @example 5
             */
            failed: components["schemas"]["CallCount"];
            /**
             * @description Total number of calls in the batch. **Elsewhere:** a cancelled call is in none of the
             *     four counts, so their sum can be smaller.
             *
             *     - **Guaranteed:** The four counts add up to at most `total`.
             *     - **Assumed:** The number of all calls never falls.
             * @example 150
             */
            total: components["schemas"]["CallCount"];
            /**
             * @description Timestamp when the batch started processing, in milliseconds since the epoch.
             *     **Decided:** `null` before that.
             *
             *     - **Assumed:** A `startTime` once there stays as it is.
             * @example 1703097600000
             */
            startTime?: components["schemas"]["Timestamp"];
            /**
             * @description Timestamp of the last completed call, in milliseconds since the epoch.
             *     **Decided:** `null` before that.
             *
             *     - **Assumed:** The last call is not completed before `startTime`.
             *     - **Assumed:** A `lastCompletedTime` once there stays, and never goes back.
             * @example 1703101200000
             */
            lastCompletedTime?: components["schemas"]["Timestamp"];
            /**
             * @description Timestamp when the batch was completed, in milliseconds since the epoch.
             *
             *     - **Guaranteed:** A complete batch has a `completedTime`.
             *     - **Assumed:** Until a batch is complete, it has no `completedTime`.
             *     - **Assumed:** No batch is completed before its `startTime`.
             *     - **Assumed:** No batch is completed before its `lastCompletedTime`.
             *     - **Assumed:** A `completedTime` once there stays as it is.
             * @example null
             */
            completedTime?: components["schemas"]["Timestamp"];
            /**
             * @description Average duration of completed calls in seconds. **Decided:** `null` before the first
             *     call has completed.
             * @example 45.2
             */
            averageCallDuration?: components["schemas"]["Duration"];
            /**
             * @description Recent call results for monitoring. **Decided:** the order and the number of calls are
             *     not promised; a call that ended may never appear here.
             *
             *     - **Assumed:** No call ends before `startTime`.
             *     - **Assumed:** No call ends after `completedTime`.
             *     - **Assumed:** No call is completed after `lastCompletedTime`.
             */
            recent_calls?: components["schemas"]["RecentCall"][] | null;
        };
        /**
         * @description Current status of the batch operation. The page shows `processing` only. **Elsewhere:** the
         *     other values listed. **Decided:** any other string is legal, and a client passes it through;
         *     it is for people to read, `isComplete` is for programs.
         * @example processing
         */
        BatchState: ("queued" | "processing" | "completed" | "cancelled" | "failed") | (string & NonNullable<unknown>);
        /**
         * @description A call that was recently in progress; the page shows two in its example. **Decided:**
         *     `status` tells which kind it is, and only `jobId` and `status` are always there.
         *     **Elsewhere:** a completed call can lack its `duration`.
         */
        RecentCall: components["schemas"]["CompletedCall"] | components["schemas"]["FailedCall"] | components["schemas"]["OtherCall"];
        /** @description A call that reached its end. */
        CompletedCall: {
            jobId: components["schemas"]["JobId"];
            /**
             * @description Tells a completed call from the other kinds.
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
             * @description Tells a failed call from the other kinds.
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
             * @description Why the call failed, in words. **Decided:** free text, so it may name the person called.
             * @example Number busy
             */
            error?: string | null;
        };
        /**
         * @description A call of a kind that this contract does not know, for example one still in progress.
         *     **Decided:** the page shows none, and a client passes them through.
         */
        OtherCall: {
            jobId: components["schemas"]["JobId"];
            /**
             * @description Any value but those of the other kinds.
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
         * @description The number that was called. Personal data: mask it wherever it is shown, logged or kept.
         * @example +1234567890
         */
        PhoneNumber: string | null;
        /** @description A number of calls. */
        CallCount: number;
        /** @description A moment, in milliseconds since the epoch. */
        Timestamp: number | null;
        /** @description A length of time in seconds. */
        Duration: number | null;
        /**
         * @description What went wrong. **Decided:** `error` is always there; `message` may say more; other
         *     members may appear.
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
         * @description Nothing has changed since the answer whose `ETag` was sent. There is no body.
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
         * @description The request cannot be understood, for example a malformed batch id. Repeating it
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
        /** @description The key is missing or not known. **Decided:** not on the page. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key is known, but may not read this workspace. **Decided:** not on the page. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description The workspace has no batch with this id. **Elsewhere:** the pages on other operations of
         *     batches document it, with `error` and `message`. **Decided:** a batch that was started a
         *     moment ago may not be readable yet.
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
         *     **Decided:** wait for `Retry-After`, or longer each time where it is absent.
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
        /** @description Server error retrieving batch progress information. A repetition may succeed. */
        ServerError: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Any other refusal of the request. **Decided:** it has the form of the known errors. */
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
         *     **Decided:** it has the form of the known errors.
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
         * @description The unique identifier of the batch call operation, as the answer to starting the
         *     batch gave it. **Decided:** any non-empty string without control characters that is
         *     not a dot segment (`.` or `..`); percent-encode it.
         */
        BatchId: string;
        /**
         * @description The `ETag` of the last answer for this batch. **Decided:** a server that knows it
         *     answers `304` without a body while nothing has changed.
         */
        IfNoneMatch: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Names this state of the batch; changes whenever the body does. **Decided:** optional,
         *     so a client works without it.
         */
        ETag: string;
        /**
         * @description How long to wait before asking again: whole seconds, or a date
         *     ([RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
         *     **Decided:** on an error, the time before a repetition can succeed; on an answer, the
         *     time before a new one is worth its price.
         */
        RetryAfter: string;
        /**
         * @description **Decided:** `private, no-cache`: no shared cache may keep the answer, and nobody may
         *     use it again without asking.
         */
        CacheControl: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getBatchStatus: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the last answer for this batch. **Decided:** a server that knows it
                 *     answers `304` without a body while nothing has changed.
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description The unique identifier of the batch call operation, as the answer to starting the
                 *     batch gave it. **Decided:** any non-empty string without control characters that is
                 *     not a dot segment (`.` or `..`); percent-encode it.
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch as it stands now. */
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
