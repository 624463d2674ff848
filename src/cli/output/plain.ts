/** What names and texts of an estate may do to a terminal or a build log: nothing. */

/** Control characters but line feed and tab; of escapes only colours pass, and only where colours are shown. */
const CONTROL = /\u001b\[[\d;]*m|\r\n|\p{Cc}/gu;

/**
 * @param keepColor true where this program colours its text itself. What comes from an estate could then change colours, and
 *   never move the cursor or write over what stands there.
 */
export function plainText(text: string, keepColor: boolean): string {
  return text.replaceAll(CONTROL, (found) => {
    if (found === '\n' || found === '\t' || found === '\r\n') return found;
    return found.length > 1 && keepColor ? found : '';
  });
}
