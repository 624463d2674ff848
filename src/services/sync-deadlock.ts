/** Transactions that may meet others in another order. */

/** Of two that wait for each other PostgreSQL ends one (40P01), and its work is undone: it is done once more. */
export async function onceMoreOnDeadlock<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { readonly code?: string }).code !== '40P01') throw error;
    return work();
  }
}
