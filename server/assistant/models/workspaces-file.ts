import { z } from 'zod'
import { type ModelChoice, providers, specialists } from './settings.ts'

const price = z.number().min(0)
const model = z.strictObject({
  provider: z.enum(providers),
  name: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }).exactOptional(),
  key: z.string().min(1).exactOptional(),
  price: z.strictObject({ input: price, output: price }).exactOptional(),
})

/** The models that workspaces have for themselves, by the id of the workspace, as an operator writes them down. */
export const workspaceModels = z.record(
  z.string(),
  z.strictObject({
    /** `null`: none, whatever the installation has. */
    model: model.nullable(),
    fallback: model.exactOptional(),
    specialists: z.partialRecord(z.enum(specialists), model).exactOptional(),
  }),
) satisfies z.ZodType<Record<string, ModelChoice>>
