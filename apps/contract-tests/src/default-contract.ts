/** What commands use as their contract without the option `--contract`. */
export const defaultContract = 'openapi/batch-status.yaml';
