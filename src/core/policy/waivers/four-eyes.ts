/** Whether two names are two people, as far as can be told. */

/** Who asks: "anna", "token:ci", "local", and who made the token they come with. */
export interface Asker {
  readonly actor: string;
  /** Of a token: whoever made it could use it. Empty for anybody else. */
  readonly tokenMakers: readonly string[];
}

const TOKEN = 'token:';

/** The person's name: that of a token is taken for the name of who holds it. */
const nameOf = (actor: string): string => actor.replace(TOKEN, '').trim().toLowerCase();

export const tokenNameOf = (actor: string): string | undefined =>
  actor.startsWith(TOKEN) ? actor.slice(TOKEN.length) : undefined;

/** Why the second is no second person; undefined when they are two. */
export function sameWho(requester: Asker, approver: Asker): string | undefined {
  const [first, second] = [nameOf(requester.actor), nameOf(approver.actor)];
  if (first === second) return `${approver.actor} asked for it`;
  if (approver.tokenMakers.some((maker) => nameOf(maker) === first)) {
    return `${approver.actor} is a token that ${requester.actor} made, who asked for it`;
  }
  if (requester.tokenMakers.some((maker) => nameOf(maker) === second)) {
    return `it was asked for with ${requester.actor}, a token that ${approver.actor} made`;
  }
  return undefined;
}
