/** Keeps the answers of a pure function by its text argument. */

/** Past this many answers all are forgotten: memory stays bounded, and an estate has far fewer distinct texts. */
const MOST = 20_000;

export function remember<T>(ask: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined || answers.has(text)) return known as T;
    if (answers.size >= MOST) answers.clear();
    const answer = ask(text);
    answers.set(text, answer);
    return answer;
  };
}
