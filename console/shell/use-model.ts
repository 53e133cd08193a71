import { useEffect, useMemo } from 'preact/hooks'

/** A model that lives as long as its view, or until the key changes. */
export function useModel<Model extends { dispose(): void }>(create: () => Model, key: string): Model {
  const model = useMemo(create, [key])
  useEffect(() => () => model.dispose(), [model])
  return model
}
