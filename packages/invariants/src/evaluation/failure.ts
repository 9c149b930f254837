/** A rule cannot be evaluated for a value. The message contains no part of the value. */
export class Failure extends Error {}

/** A value does not fit its schema, so no rule about it can be evaluated. */
export class UnfitValue extends Failure {}

/** An operation of the rule failed, such as a division by zero. */
export class FailedOperation extends Failure {}
