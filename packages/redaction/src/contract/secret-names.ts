const secret =
  /(?:^|[-_.])(?:pass(?:word|wd|code|phrase)?|pwd|pin|cv[vc]2?|secret|(?:api|access|private|secret|auth)[-_]?key|apikey|(?:[a-z]+[-_]?)?token|session(?:[-_]?id)?|j?sessionid|csrf|xsrf|signature|sig|credentials?|jwt|otp)$/i;
const camelCase =
  /(?:Password|Passcode|Passphrase|Pwd|Pin|Secret|ApiKey|Token|SessionId|Signature|Otp)$/;
const password = /(?:password|passwd|passcode|passphrase|pwd|secret)$/i;
/** Others can also be numbers that count something: 12 tests pass in session 3. */
const numeric = /(?:password|passwd|passcode|passphrase|pwd|pin|cv[vc]2?|secret|token|otp)$/i;

/** Whether the name of a member, parameter, or header says that its value is a credential. */
export function isSecretName(name: string): boolean {
  return secret.test(name) || camelCase.test(name);
}

/** Whether a number of this name is a credential too. */
export function isSecretNumberName(name: string): boolean {
  return isSecretName(name) && numeric.test(name);
}

/** Whether the name says that its value is a password, even if it is short. */
export function isPasswordName(name: string): boolean {
  return isSecretName(name) && password.test(name);
}

/** The name that an element of a list has: an element of `tokens` is a `token`. */
export function elementName(name: string): string {
  return name.replace(/(?<!s)s$/i, '');
}
