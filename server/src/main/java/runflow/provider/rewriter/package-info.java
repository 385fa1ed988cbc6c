/** Has blocked prompts rewritten by a text model. Imports provider, provider.http and leaves. */
@NullMarked
package runflow.provider.rewriter;

import org.jspecify.annotations.NullMarked;
