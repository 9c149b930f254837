/** The formats of the output. */
export const formatNames = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;

export type Format = (typeof formatNames)[number];
