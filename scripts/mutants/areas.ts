/** Code that the mutants change, and the tests that must detect them. */
export interface Area {
  /** Globs of source files, from the root. */
  mutate: string[];
  /** Globs of test files. They run in threads, so none may need `process.seteuid`. */
  tests: string[];
}

export const areas: Readonly<Record<string, Area>> = {
  call: {
    mutate: ['packages/client-core/src/call/*.ts'],
    tests: [
      'packages/client-core/test/{call,errors}/*.test.ts',
      'packages/node-client/test/{cases,client-suite}.test.ts',
      'packages/fetch-client/test/{cases,client-suite}.test.ts',
    ],
  },
  forecast: {
    mutate: ['packages/client-core/src/forecast/*.ts'],
    tests: ['packages/client-core/test/{forecast,watch}/*.test.ts'],
  },
  redaction: {
    mutate: ['packages/redaction/src/**/*.ts'],
    tests: ['packages/redaction/test/*.test.ts'],
  },
  rules: {
    mutate: ['packages/invariants/src/**/*.ts'],
    tests: ['packages/invariants/test/*.test.ts'],
  },
  schemas: {
    mutate: ['packages/conformance/src/{schema,check}/**/*.ts'],
    tests: ['packages/conformance/test/**/*.test.ts'],
  },
  authentication: {
    mutate: ['apps/reference-server/src/status/{authenticate,rate-limit}.ts'],
    tests: [
      'apps/reference-server/test/{http/errors,status/authenticate,status/rate-limit}.test.ts',
    ],
  },
  reducer: {
    mutate: ['packages/batch-row/src/*.ts'],
    tests: ['packages/batch-row/test/*.test.ts'],
  },
};
