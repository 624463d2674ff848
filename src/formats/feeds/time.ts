/** Times as feeds write them, as ISO in UTC. */

/** A time without a zone is taken as UTC: older scanners leave it out. Undefined for what is no time. */
export function zonedTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(text.trim());
  if (match === null) return undefined;
  const time = new Date(`${match[1]}${match[2] ?? 'Z'}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
