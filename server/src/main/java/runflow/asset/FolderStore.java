package runflow.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.FolderId;
import runflow.id.OrgId;

/** All SQL about folders of assets. */
final class FolderStore {
  private final Db db;

  FolderStore(Db db) {
    this.db = db;
  }

  /** A folder; its name is the only one of its owner's. */
  record Folder(FolderId id, AssetOwner owner, String name, Instant createdAt, Instant updatedAt) {}

  /** What a change came to. */
  enum Change {
    DONE,
    NAME_TAKEN,
    NO_ROOM,
    NO_SUCH
  }

  Change insert(Folder folder, int most) {
    return db.inTx(
        tx -> {
          lock(tx, folder.owner());
          List<Folder> there = of(tx, folder.owner());
          if (there.stream().anyMatch(other -> other.name().equals(folder.name()))) {
            return Change.NAME_TAKEN;
          }
          if (there.size() >= most) {
            return Change.NO_ROOM;
          }
          tx.sql()
              .createUpdate(
                  """
                  insert into asset_folder (id, org_id, livemode, name, created_at, updated_at)
                  values (:id, :org, :live, :name, :now, :now)
                  """)
              .bind("id", folder.id().value())
              .bind("org", folder.owner().org().value())
              .bind("live", folder.owner().livemode())
              .bind("name", folder.name())
              .bind("now", AssetStore.time(folder.createdAt()))
              .execute();
          return Change.DONE;
        });
  }

  Change rename(AssetOwner owner, FolderId id, String name, Instant now) {
    return db.inTx(
        tx -> {
          lock(tx, owner);
          List<Folder> there = of(tx, owner);
          if (there.stream().noneMatch(folder -> folder.id().equals(id))) {
            return Change.NO_SUCH;
          }
          if (there.stream()
              .anyMatch(other -> other.name().equals(name) && !other.id().equals(id))) {
            return Change.NAME_TAKEN;
          }
          tx.sql()
              .createUpdate(
                  "update asset_folder set name = :name, updated_at = :now where id = :id")
              .bind("id", id.value())
              .bind("name", name)
              .bind("now", AssetStore.time(now))
              .execute();
          return Change.DONE;
        });
  }

  /** Removes a folder; the assets in it stay, outside of any. */
  Change delete(AssetOwner owner, FolderId id) {
    return db.inTx(
        tx -> {
          lock(tx, owner);
          int deleted =
              tx.sql()
                  .createUpdate(
                      """
                      delete from asset_folder
                      where id = :id and org_id = :org and livemode = :live
                      """)
                  .bind("id", id.value())
                  .bind("org", owner.org().value())
                  .bind("live", owner.livemode())
                  .execute();
          if (deleted == 0) {
            return Change.NO_SUCH;
          }
          tx.sql()
              .createUpdate(
                  """
                  update asset set folder_id = null
                  where folder_id = :id and deleted_at is null
                  """)
              .bind("id", id.value())
              .execute();
          return Change.DONE;
        });
  }

  List<Folder> of(AssetOwner owner) {
    return db.inTx(tx -> of(tx, owner));
  }

  Optional<Folder> find(AssetOwner owner, FolderId id) {
    return of(owner).stream().filter(folder -> folder.id().equals(id)).findFirst();
  }

  /** Holds a folder until the transaction ends, so that nothing is put into one that goes. */
  boolean hold(Tx tx, AssetOwner owner, FolderId id) {
    return tx.sql()
        .createQuery(
            """
            select id from asset_folder where id = :id and org_id = :org and livemode = :live
            for share
            """)
        .bind("id", id.value())
        .bind("org", owner.org().value())
        .bind("live", owner.livemode())
        .mapTo(UUID.class)
        .findOne()
        .isPresent();
  }

  private static List<Folder> of(Tx tx, AssetOwner owner) {
    return tx.sql()
        .createQuery(
            """
            select id, org_id, livemode, name, created_at, updated_at from asset_folder
            where org_id = :org and livemode = :live
            """)
        .bind("org", owner.org().value())
        .bind("live", owner.livemode())
        .map((row, context) -> folder(row))
        .list();
  }

  /** Serialises changes to the folders of one organisation until the transaction ends. */
  private static void lock(Tx tx, AssetOwner owner) {
    tx.sql()
        .createQuery("select id from organisation where id = :org for no key update")
        .bind("org", owner.org().value())
        .mapTo(UUID.class)
        .one();
  }

  private static Folder folder(ResultSet row) throws SQLException {
    return new Folder(
        new FolderId(row.getObject("id", UUID.class)),
        new AssetOwner(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        row.getString("name"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
