import { z } from 'zod'

// zod tries once, as soon as a schema is made, whether functions may be made of text. The policy of the console refuses
// that, and the browser's log complains of the try: this has to be imported before any schema.
z.config({ jitless: true })
