/** Where objects of a kind live. */
export type Scope = 'Cluster' | 'Namespaced';
