/** Reads values of documents whose shape nobody vouches for. */

export type Loose = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectAt = (value: unknown, key: string): Loose => {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
};

export const textAt = (value: unknown, key: string): string | undefined => {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
};

export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
};

/** The first line, and no more than a line's worth. */
export const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 300);
