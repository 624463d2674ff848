/** Keeps what is said of a faulty document short enough to read: so many places, and of each value only its beginning. */

import type { ErrorCause } from '../errors/errors.ts';

/** Places that are told one by one. */
const PLACES = 50;
const VALUE_LENGTH = 120;
const MESSAGE_LENGTH = 300;

/** A cause whose words are made when it is told. */
export type LaterCause = () => ErrorCause;

/** The first places, and how many more there are. */
export function firstCauses(causes: readonly LaterCause[]): ErrorCause[] {
  const told = causes.slice(0, PLACES).map((cause) => {
    const { where, message } = cause();
    return { ...(where !== undefined && { where: clipped(where, MESSAGE_LENGTH) }), message: ended(message) };
  });
  const more = causes.length - told.length;
  return more === 0 ? told : [...told, { message: `and ${more} more` }];
}

/** A value of the document in a message. */
export const shownValue = (value: unknown): string => clipped(JSON.stringify(value) ?? 'undefined', VALUE_LENGTH);

export const clipped = (text: string, length = VALUE_LENGTH): string =>
  text.length <= length ? text : `${text.slice(0, length)}…`;

/** How a message ends says what to write instead: its middle goes. */
function ended(message: string): string {
  if (message.length <= MESSAGE_LENGTH) return message;
  return `${message.slice(0, MESSAGE_LENGTH - 120)} … ${message.slice(-110)}`;
}
