interface Versioned {
  id: string;
  version: number;
}

/** The newer of two states of one resource: an answer may have been under way while an event came. */
export function newer<T extends Versioned>(known: T, answered: T): T {
  return known.id === answered.id && known.version > answered.version ? known : answered;
}

/** What was answered, with each resource in the newest state that is known of it. */
export function newest<T extends Versioned>(known: T[], answered: T[]): T[] {
  const before = new Map(known.map((each) => [each.id, each]));
  return answered.map((each) => newer(before.get(each.id) ?? each, each));
}
