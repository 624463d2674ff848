/** Tarjan's strongly connected components, without recursion so that long chains do not exhaust the stack. */

/** Components in an order where everything a component points to comes before it. Members are sorted. */
export function stronglyConnected(edges: readonly (readonly number[])[]): number[][] {
  const index = new Int32Array(edges.length).fill(-1);
  const low = new Int32Array(edges.length);
  const onStack = new Uint8Array(edges.length);
  const stack: number[] = [];
  const components: number[][] = [];
  let counter = 0;

  const visit = (root: number): void => {
    const frames: { node: number; next: number }[] = [{ node: root, next: 0 }];
    while (frames.length > 0) {
      const frame = frames[frames.length - 1];
      if (frame === undefined) return;
      const { node } = frame;
      if (frame.next === 0) {
        index[node] = low[node] = counter++;
        stack.push(node);
        onStack[node] = 1;
      }
      const target = edges[node]?.[frame.next++];
      if (target === undefined) {
        frames.pop();
        const parent = frames.at(-1);
        if (parent) low[parent.node] = Math.min(low[parent.node] ?? 0, low[node] ?? 0);
        if (low[node] === index[node]) components.push(popComponent(node));
      } else if (index[target] === -1) {
        frames.push({ node: target, next: 0 });
      } else if (onStack[target]) {
        low[node] = Math.min(low[node] ?? 0, index[target] ?? 0);
      }
    }
  };
  const popComponent = (node: number): number[] => {
    const component: number[] = [];
    for (;;) {
      const member = stack.pop();
      if (member === undefined) break;
      onStack[member] = 0;
      component.push(member);
      if (member === node) break;
    }
    return component.sort((a, b) => a - b);
  };

  for (let i = 0; i < edges.length; i++) if (index[i] === -1) visit(i);
  return components;
}
