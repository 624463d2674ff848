/** Advisory locks: (space, key). The space is "ISTH" in ASCII, so that other programs' locks are not met. */

export const LOCK_SPACE = 0x49535448;

export const LOCKS = {
  /** Held by the embedded server's one keeper. */
  keeper: 1,
  /** Shared by every process that uses the embedded server; held alone by the keeper while it stops it. */
  use: 2,
  migrate: 3,
  /** Held while a new generation is made: one at a time. */
  estate: 4,
  /** Held while a source is connected, so that a name and a platform are taken once. */
  connect: 5,
} as const;

/** Of advisory locks whose key is the hash of a host's name: "ISTI". */
export const HOST_LOCK_SPACE = 0x49535449;

/** Of advisory locks whose key is the hash of what an operation is asked: "ISTO". */
export const OPERATION_LOCK_SPACE = 0x4953544f;
