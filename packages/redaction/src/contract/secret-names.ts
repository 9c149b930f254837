const secret =
  /(?:^|[-_.])(?:pass(?:word|wd|phrase)|secret|(?:api|access|private|secret|auth)[-_]?key|apikey|(?:[a-z]+[-_]?)?token|session(?:[-_]?id)?|j?sessionid|csrf|xsrf|signature|sig|credentials?|jwt|otp)$/i;
const camelCase = /(?:Password|Passphrase|Secret|ApiKey|Token|SessionId|Signature)$/;

/** Whether the name of a member, parameter, or header says that its value is a credential. */
export function isSecretName(name: string): boolean {
  return secret.test(name) || camelCase.test(name);
}
