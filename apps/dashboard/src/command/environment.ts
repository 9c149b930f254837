/** The variables of the environment. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * A variable without the spaces and line breaks around it, which files of secrets often have. One that is
 * empty counts as not set.
 */
export const valueOf = (env: Env, name: string): string | undefined =>
  env[name]?.trim() || undefined;
