/**
 * As much of GraphQL as a stand-in for a shop needs: one operation with variables, nested fields with arguments,
 * aliases, inline fragments and directives. Fields are checked against what an object has, so a query that asks for
 * what the published API does not have fails here as it would there.
 */
export interface Selection {
  name: string
  as: string
  arguments: Record<string, unknown>
  directives: { name: string; arguments: Record<string, unknown> }[]
  selections: Selection[]
  /** The type of an inline fragment; such a selection has no name. */
  on?: string
}

export interface Operation {
  kind: 'query' | 'mutation'
  selections: Selection[]
}

/** Thrown for a query that does not fit; the message is as Shopify writes it. */
export class GraphqlProblem extends Error {}

/** Reads a document of one operation, its variables put in. Throws {@link GraphqlProblem}. */
export function parseOperation(source: string, variables: Record<string, unknown>): Operation {
  const tokens =
    source.match(/\.\.\.|[A-Za-z_]\w*|\$\w+|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[{}()[\]:!=@,]/g) ?? []
  let at = 0
  const peek = () => tokens[at]
  const next = (wanted?: string): string => {
    const token = tokens[at]
    if (token === undefined || (wanted !== undefined && token !== wanted))
      throw new GraphqlProblem(
        `syntax error, unexpected ${token ?? 'end of file'}, expecting ${wanted ?? 'more'}`,
      )
    at += 1
    return token
  }
  const skip = (token: string): boolean => {
    if (peek() !== token) return false
    at += 1
    return true
  }

  function value(): unknown {
    const token = next()
    if (token.startsWith('$')) return variables[token.slice(1)]
    if (token.startsWith('"')) return JSON.parse(token)
    if (token === '{') {
      const object: Record<string, unknown> = {}
      while (!skip('}')) {
        const name = next()
        next(':')
        object[name] = value()
        skip(',')
      }
      return object
    }
    if (token === '[') {
      const list: unknown[] = []
      while (!skip(']')) {
        list.push(value())
        skip(',')
      }
      return list
    }
    if (token === 'true' || token === 'false') return token === 'true'
    if (token === 'null') return null
    return /^-?\d/.test(token) ? Number(token) : token
  }

  function argumentList(): Record<string, unknown> {
    const found: Record<string, unknown> = {}
    if (!skip('(')) return found
    while (!skip(')')) {
      const name = next()
      next(':')
      found[name] = value()
      skip(',')
    }
    return found
  }

  function selectionSet(): Selection[] {
    const found: Selection[] = []
    if (!skip('{')) return found
    while (!skip('}')) {
      if (skip('...')) {
        next('on')
        const on = next()
        found.push({ name: '', as: '', arguments: {}, directives: [], on, selections: selectionSet() })
        continue
      }
      const first = next()
      const name = skip(':') ? next() : first
      const selection: Selection = {
        name,
        as: first,
        arguments: argumentList(),
        directives: [],
        selections: [],
      }
      while (skip('@')) selection.directives.push({ name: next(), arguments: argumentList() })
      selection.selections = selectionSet()
      found.push(selection)
      skip(',')
    }
    return found
  }

  const kind = next()
  if (kind !== 'query' && kind !== 'mutation') throw new GraphqlProblem(`syntax error, unexpected ${kind}`)
  // Name and variable definitions; the values count, not their declared types.
  while (peek() !== '{' && at < tokens.length) at += 1
  return { kind, selections: selectionSet() }
}

/** A field that takes arguments. */
export type Resolver = (given: Record<string, unknown>, selection: Selection) => unknown

/** The parts of an object that were asked for. Throws {@link GraphqlProblem} for a field the object does not have. */
export function project(source: unknown, selections: Selection[]): unknown {
  if (Array.isArray(source)) return source.map((each) => project(each, selections))
  if (source === null || source === undefined || selections.length === 0) return source ?? null
  const object = source as Record<string, unknown>
  const result: Record<string, unknown> = {}
  for (const selection of selections) {
    if (selection.on !== undefined) {
      if (selection.on === object.__typename) Object.assign(result, project(source, selection.selections))
      continue
    }
    if (!(selection.name in object))
      throw new GraphqlProblem(
        `Field '${selection.name}' doesn't exist on type '${object.__typename ?? 'Object'}'`,
      )
    const field = object[selection.name]
    const value = typeof field === 'function' ? (field as Resolver)(selection.arguments, selection) : field
    if (
      selection.selections.length === 0 &&
      [value].flat().some((each) => typeof each === 'object' && each !== null)
    )
      throw new GraphqlProblem(`Field must have selections (field '${selection.name}')`)
    result[selection.as] = project(value, selection.selections)
  }
  return result
}

/** A list as a connection: `first` and `after`, with `nodes`, `edges` and `pageInfo`. */
export function connection(type: string, items: unknown[]): Resolver {
  return ({ first = 50, after }) => {
    const start = typeof after === 'string' ? Number(after) : 0
    const end = start + Number(first)
    const nodes = items.slice(start, end)
    return {
      __typename: `${type}Connection`,
      nodes,
      edges: nodes.map((node, index) => ({
        __typename: `${type}Edge`,
        node,
        cursor: String(start + index + 1),
      })),
      pageInfo: {
        __typename: 'PageInfo',
        hasNextPage: end < items.length,
        endCursor: nodes.length ? String(end) : null,
      },
    }
  }
}
