/** Whether two names are two people, as far as can be told. */

/** Who asks: "anna", "token:ci", "local", and who made the token they come with. */
export interface Asker {
  readonly actor: string;
  /**
   * Of a token: whoever made it could use it, and so could whoever made the token it was made with, to the end.
   * Empty for anybody else.
   */
  readonly tokenMakers: readonly string[];
}

const TOKEN = 'token:';

/** Who owns the data folder works there as "local", and signs in to the console as "admin". */
const LOCAL = 'local';
const ADMINISTRATOR = 'admin';

/** The person's name: that of a token is taken for the name of who holds it. */
function nameOf(actor: string): string {
  const name = actor.replace(TOKEN, '').trim().toLowerCase();
  return name === LOCAL ? ADMINISTRATOR : name;
}

export const tokenNameOf = (actor: string): string | undefined =>
  actor.startsWith(TOKEN) ? actor.slice(TOKEN.length) : undefined;

/** Why the second is no second person; undefined when they are two. */
export function sameWho(requester: Asker, approver: Asker): string | undefined {
  const [first, second] = [nameOf(requester.actor), nameOf(approver.actor)];
  if (first === second) {
    const as = requester.actor === approver.actor ? '' : ` as ${requester.actor}`;
    return `${approver.actor} asked for it${as}`;
  }
  if (approver.tokenMakers.some((maker) => nameOf(maker) === first)) {
    return `${approver.actor} is a token that ${requester.actor} made, who asked for it`;
  }
  if (requester.tokenMakers.some((maker) => nameOf(maker) === second)) {
    return `it was asked for with ${requester.actor}, a token that ${approver.actor} made`;
  }
  // An administrator makes the tokens of everybody: two of theirs say nothing. Anybody else made both for themselves.
  const both = requester.tokenMakers.find(
    (maker) => nameOf(maker) !== ADMINISTRATOR && approver.tokenMakers.some((other) => nameOf(other) === nameOf(maker)),
  );
  if (both !== undefined) return `${both} made both ${requester.actor} and ${approver.actor}`;
  return undefined;
}
