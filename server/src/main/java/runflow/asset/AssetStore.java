package runflow.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.AssetId;
import runflow.id.FolderId;
import runflow.id.KeyId;
import runflow.id.OrgId;
import runflow.list.Field;
import runflow.list.ListRequest;
import runflow.list.Listing;
import runflow.list.Order;
import runflow.list.Page;
import runflow.list.Row;
import runflow.list.Select;

/** All SQL about assets. */
final class AssetStore {
  private static final Field ID = Field.uuid("id").found().sortsAfterAnother();
  private static final Field CREATED = Field.time("created_at").foundInRanges().sorts();

  static final Listing LISTING =
      new Listing(
          "assets",
          List.of(
              ID,
              Field.uuid("folder_id").found(),
              Field.text("name"),
              Field.choice(
                  "mime_type", Arrays.stream(MediaType.values()).map(MediaType::mimeType).toList()),
              Field.choice("asset_type", List.of("image", "video"))
                  .from("split_part(mime_type, '/', 1)"),
              Field.integer("size_bytes"),
              Field.choice(
                  "source_type",
                  Arrays.stream(Asset.Source.values()).map(AssetStore::code).toList()),
              Field.uuid("source_id"),
              Field.uuid("created_by"),
              CREATED),
          List.of(Order.descending(CREATED), Order.descending(ID)),
          AssetView.PROJECTION,
          List.of());

  private static final String COLUMNS =
      """
      id, org_id, livemode, folder_id, name, mime_type, size_bytes, sha256, source_type, source_id,
      created_by, created_at, updated_at""";

  private static final String OWNED =
      "org_id = :org and livemode = :live and deleted_at is null and created_at > :oldest";

  private static final Select.Source SOURCE =
      new Select.Source("asset", COLUMNS.replace('\n', ' '), OWNED);

  private final Db db;

  AssetStore(Db db) {
    this.db = db;
  }

  /** Writes new assets; one that is there already stays as it is. */
  void insert(Tx tx, List<Asset> assets) {
    if (assets.isEmpty()) {
      return;
    }
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into asset (id, org_id, livemode, folder_id, name, mime_type, size_bytes,
                      sha256, source_type, source_id, created_by, created_at, updated_at)
                    select * from unnest(:ids, :orgs, :lives, :folders, :names, :types, :sizes,
                      :hashes, :sources, :runs, :keys, :created, :updated)
                    on conflict do nothing
                    """),
            assets)
        .uuid("ids", asset -> asset.id().value())
        .uuid("orgs", asset -> asset.owner().org().value())
        .flag("lives", asset -> asset.owner().livemode())
        .optionalUuid("folders", asset -> asset.folder().map(FolderId::value))
        .text("names", Asset::name)
        .text("types", asset -> asset.type().mimeType())
        .number("sizes", asset -> asset.object().sizeBytes())
        .text("hashes", asset -> asset.object().sha256())
        .text("sources", asset -> code(asset.origin().source()))
        .optionalUuid("runs", asset -> asset.origin().run())
        .optionalUuid("keys", asset -> asset.origin().key())
        .time("created", Asset::createdAt)
        .time("updated", Asset::updatedAt)
        .done()
        .execute();
  }

  /** An owner's asset that was created after a time. */
  Optional<Asset> find(AssetOwner owner, AssetId id, Instant oldest) {
    return db.query(
        sql ->
            owned(
                    sql.createQuery(
                        "select " + COLUMNS + " from asset where id = :id and " + OWNED),
                    owner,
                    oldest)
                .bind("id", id.value())
                .map((row, context) -> asset(row))
                .findOne());
  }

  /**
   * Those of an owner's assets that have not expired.
   *
   * @param usual how long assets are kept where the organisation has no time of its own; empty for
   *     good
   */
  List<Asset> find(
      AssetOwner owner, Collection<AssetId> ids, Optional<Duration> usual, Instant now) {
    return db.query(
        sql ->
            Columns.bind(
                    owned(
                        sql.createQuery(
                            "select "
                                + COLUMNS
                                + """
                                 from asset cross join (
                                  select coalesce(asset_retention, :usual) as seconds
                                  from organisation where id = :org) as kept
                                where id = any(:ids) and
                                """
                                + OWNED
                                + """
                                 and (seconds = 0
                                  or created_at > :now - make_interval(secs => seconds))
                                """),
                        owner,
                        Instant.EPOCH),
                    List.copyOf(ids))
                .uuid("ids", AssetId::value)
                .done()
                .bind("usual", usual.map(Duration::toSeconds).orElse(0L))
                .bind("now", time(now))
                .map((row, context) -> asset(row))
                .list());
  }

  /** The assets of one page, created after a time. */
  Page<Asset> page(AssetOwner owner, Instant oldest, ListRequest request) {
    Select select = Select.of(request, SOURCE);
    List<Row<Asset>> rows =
        db.query(
            sql ->
                owned(sql.createQuery(select.sql()), owner, oldest)
                    .bindMap(select.bindings())
                    .map((row, context) -> select.row(row, asset(row)))
                    .list());
    return Page.of(request, rows);
  }

  /** Marks an asset as deleted and its file as one that may not be needed any more. */
  boolean delete(Tx tx, Asset asset, KeyId key, Instant now) {
    return tx.sql()
            .createUpdate(
                """
                with gone as (
                  update asset set deleted_at = :now, deleted_by = :key, updated_at = :now
                  where id = :id and deleted_at is null returning sha256)
                insert into unused_file (sha256, since) select sha256, :now from gone
                on conflict (sha256) do update set since = excluded.since
                """)
            .bind("id", asset.id().value())
            .bind("key", key.value())
            .bind("now", time(now))
            .execute()
        == 1;
  }

  /**
   * Assets whose time was over by then, in the order of their ages for each organisation.
   *
   * @param usual seconds for organisations without a time of their own; empty for good
   * @param passed over
   */
  List<Asset> expired(Instant now, Optional<Duration> usual, Set<AssetId> passed, int most) {
    return db.query(
        sql ->
            Columns.bind(
                    sql.createQuery(
                        """
                    select due.* from (
                      select id, coalesce(asset_retention, :usual) as seconds from organisation
                    ) as kept cross join lateral (
                      select %s from asset
                      where org_id = kept.id and livemode = any(array[false, true])
                        and deleted_at is null
                        and created_at < :now - make_interval(secs => kept.seconds)
                        and id <> all(:passed)
                      order by created_at limit :most) as due
                    where kept.seconds > 0
                    limit :most
                    """
                            .formatted(COLUMNS)),
                    List.copyOf(passed))
                .uuid("passed", AssetId::value)
                .done()
                .bind("usual", usual.map(Duration::toSeconds).orElse(0L))
                .bind("now", time(now))
                .bind("most", most)
                .map((row, context) -> asset(row))
                .list());
  }

  /** Marks assets as gone by themselves; returns the files they had. */
  Set<String> expire(Tx tx, List<AssetId> ids, Instant now) {
    return Columns.bind(
            tx.sql()
                .createQuery(
                    """
                    update asset set deleted_at = :now, updated_at = :now
                    where id = any(:ids) and deleted_at is null returning sha256
                    """),
            ids)
        .uuid("ids", AssetId::value)
        .done()
        .bind("now", time(now))
        .mapTo(String.class)
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  private static <S extends SqlStatement<S>> S owned(
      S statement, AssetOwner owner, Instant oldest) {
    return statement
        .bind("org", owner.org().value())
        .bind("live", owner.livemode())
        .bind("oldest", time(oldest));
  }

  static String code(Asset.Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  private static Asset asset(ResultSet row) throws SQLException {
    return new Asset(
        new AssetId(row.getObject("id", UUID.class)),
        new AssetOwner(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        Optional.ofNullable(row.getObject("folder_id", UUID.class)).map(FolderId::new),
        row.getString("name"),
        MediaType.of(row.getString("mime_type")).orElseThrow(),
        new StoredObject(row.getString("sha256"), row.getLong("size_bytes")),
        new Asset.Origin(
            Asset.Source.valueOf(row.getString("source_type").toUpperCase(Locale.ROOT)),
            Optional.ofNullable(row.getObject("source_id", UUID.class)),
            Optional.ofNullable(row.getObject("created_by", UUID.class))),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
