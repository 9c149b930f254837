import { ContractError, loadContract, type Contract } from '@batch-status/conformance';

import { defaultContract } from './default-contract.ts';

/**
 * Reads the contract.
 *
 * @throws ContractError if it does not exist or cannot be used.
 */
export async function readContract(file: string): Promise<Contract> {
  try {
    return await loadContract(file);
  } catch (error) {
    throw withAdvice(error, file);
  }
}

/** An error with what to do, if it is about a contract that does not exist. */
export function withAdvice(error: unknown, file: string): unknown {
  if (
    !(error instanceof ContractError) ||
    !error.message.startsWith(`The contract's file ${file} `)
  ) {
    return error;
  }
  if (/^https?:/i.test(file)) {
    const what = `The contract ${file} is a URL. Download it, and name the file with --contract.`;
    return new ContractError(what, { cause: error });
  }
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
  const what =
    code === 'ENOENT'
      ? 'does not exist'
      : code === 'EISDIR'
        ? 'is a folder'
        : `cannot be read (${code})`;
  const which =
    file === defaultContract ? `The default contract, ${file},` : `The contract ${file}`;
  const advice = 'Name your OpenAPI description with --contract <file>.';
  return new ContractError(`${which} ${what}. ${advice}`, { cause: error });
}
