package io.trailhound.deploy.cloudformation;

import io.trailhound.deploy.StrictYaml;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * CloudFormation's YAML in, maps and lists out: {@code !Sub x} becomes <code>{"Fn::Sub": x}</code>.
 * Keys that stand twice and aliases, which CloudFormation doesn't take, are errors.
 */
final class TemplateYaml extends SafeConstructor {
  private TemplateYaml(LoaderOptions options) {
    super(options);
    yamlMultiConstructors.put("!", new Intrinsic());
  }

  static Map<?, ?> read(String text) {
    LoaderOptions options = StrictYaml.options();
    options.setMaxAliasesForCollections(0);
    return new Yaml(new TemplateYaml(options)).load(text);
  }

  private final class Intrinsic extends AbstractConstruct {
    @Override
    public Object construct(Node node) {
      String name = node.getTag().getValue().substring(1);
      Object argument = argument(node);
      if (name.equals("GetAtt") && argument instanceof String text) {
        argument = List.of(text.split("\\.", 2));
      }
      boolean isLong = name.equals("Ref") || name.equals("Condition");
      return Map.of(isLong ? name : "Fn::" + name, argument);
    }

    private Object argument(Node node) {
      if (node instanceof SequenceNode list) {
        return constructSequence(list);
      }
      return node instanceof MappingNode map
          ? constructMapping(map)
          : ((ScalarNode) node).getValue();
    }
  }
}
